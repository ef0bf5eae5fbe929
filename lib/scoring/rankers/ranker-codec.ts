import { AppError } from "@/lib/domain/app-error";
import { decodeTrees, encodeTrees } from "@/lib/scoring/trees/tree-codec";
import type { RankerModel } from "./ranker-model";

const FORMAT = "partwise-ranker-1";

interface Header {
  readonly format: string;
  readonly featureSet: RankerModel["featureSet"];
  readonly candidates: RankerModel["candidates"];
  readonly calibration: { readonly score: number[]; readonly probability: number[] } | null;
  readonly hidden: number[];
}

/** A model as bytes: length of a JSON header (u32, little endian), the header, spaces up to a multiple of 8, the trees. */
export function encodeRanker(model: RankerModel): Uint8Array {
  const { calibration } = model;
  const header: Header = {
    format: FORMAT,
    featureSet: model.featureSet,
    candidates: model.candidates,
    calibration:
      calibration === null
        ? null
        : { score: Array.from(calibration.score), probability: Array.from(calibration.probability) },
    hidden: Array.from(model.hidden),
  };
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json + " ".repeat((8 - ((json.length + 4) % 8)) % 8));
  const trees = encodeTrees(model.trees);
  const bytes = new Uint8Array(4 + text.length + trees.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(trees, 4 + text.length);
  return bytes;
}

/** The model that `encodeRanker` wrote; throws `corrupt` for anything else. */
export function decodeRanker(bytes: Uint8Array): RankerModel {
  const length =
    bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (length < 0 || length > bytes.length - 4) throw corrupt();
  const header = parse(bytes.subarray(4, 4 + length));
  const trees = decodeTrees(bytes.subarray(4 + length));
  return {
    featureSet: header.featureSet,
    candidates: header.candidates,
    calibration:
      header.calibration === null
        ? null
        : {
            score: Float64Array.from(header.calibration.score),
            probability: Float64Array.from(header.calibration.probability),
          },
    hidden: Int32Array.from(header.hidden),
    trees,
  };
}

function parse(bytes: Uint8Array): Header {
  let header: Header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes)) as Header;
  } catch {
    throw corrupt();
  }
  const knots = header?.calibration;
  const isWhole =
    header?.format === FORMAT &&
    Array.isArray(header.hidden) &&
    typeof header.featureSet?.name === "string" &&
    typeof header.candidates?.perScore === "number" &&
    (knots === null ||
      (Array.isArray(knots?.score) && knots.score.length > 0 && knots.score.length === knots.probability?.length));
  if (!isWhole) throw corrupt();
  return header;
}

function corrupt(): AppError {
  return new AppError(
    "corrupt",
    "The stored model cannot be read: its header is damaged or of another program version.",
    {
      remedy: "Train the model again or roll back to an earlier one.",
    },
  );
}
