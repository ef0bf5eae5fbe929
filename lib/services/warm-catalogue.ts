import { getContext } from "./context";
import { productCatalogue } from "./product-catalogue";

/** Has the catalogue read and indexed, unless it is already. Whoever searches meets the error, if there is one. */
export async function warmCatalogue(): Promise<void> {
  try {
    const context = await getContext();
    const { snapshot } = await context.snapshots.current();
    await productCatalogue(context, snapshot);
  } catch {
    // Nothing was asked, so there is nobody to tell.
  }
}
