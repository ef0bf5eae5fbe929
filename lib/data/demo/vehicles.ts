/** Vehicle makes and models that decide which parts fit, with the share of the market and the style of OE numbers. */
export interface VehicleMake {
  readonly name: string;
  readonly kind: "truck" | "trailer";
  /** Styles of original part numbers: `#` a digit, `@` a letter. */
  readonly oeStyles: readonly string[];
}

export interface VehicleModel {
  readonly make: number;
  readonly name: string;
  /** Relative number of vehicles on the road. */
  readonly share: number;
}

export const VEHICLE_MAKES: readonly VehicleMake[] = [
  { name: "DAF", kind: "truck", oeStyles: ["1######", "2######"] },
  { name: "MAN", kind: "truck", oeStyles: ["51.#####-####", "81.#####-####", "06.#####-####"] },
  { name: "Volvo", kind: "truck", oeStyles: ["2#######", "7#######"] },
  { name: "Scania", kind: "truck", oeStyles: ["1######", "2######"] },
  { name: "Mercedes-Benz", kind: "truck", oeStyles: ["A 000 ### ## ##", "A 960 ### ## ##", "A 936 ### ## ##"] },
  { name: "Renault", kind: "truck", oeStyles: ["74 2# ### ###", "50 1# ### ###"] },
  { name: "Iveco", kind: "truck", oeStyles: ["504######", "580#######", "412#####"] },
  { name: "Ford Trucks", kind: "truck", oeStyles: ["##46-####-@@", "@C46-####-@@"] },
  { name: "Schmitz Cargobull", kind: "trailer", oeStyles: ["10#####", "12#####"] },
  { name: "Krone", kind: "trailer", oeStyles: ["5060#####", "5050#####"] },
  { name: "BPW", kind: "trailer", oeStyles: ["05.###.##.##.#", "03.###.##.##.#", "09.###.##.##.#"] },
  { name: "SAF", kind: "trailer", oeStyles: ["3 057 #### ##", "4 177 #### ##"] },
];

export const VEHICLE_MODELS: readonly VehicleModel[] = [
  { make: 0, name: "XF 105", share: 16 },
  { make: 0, name: "XF 106", share: 14 },
  { make: 0, name: "CF 85", share: 7 },
  { make: 0, name: "LF 45", share: 3 },
  { make: 1, name: "TGA", share: 9 },
  { make: 1, name: "TGX", share: 13 },
  { make: 1, name: "TGL", share: 4 },
  { make: 2, name: "FH 12", share: 6 },
  { make: 2, name: "FH 4", share: 9 },
  { make: 2, name: "FM", share: 3 },
  { make: 3, name: "R-series", share: 9 },
  { make: 3, name: "4-series", share: 4 },
  { make: 4, name: "Actros MP2", share: 8 },
  { make: 4, name: "Actros MP4", share: 9 },
  { make: 4, name: "Atego", share: 5 },
  { make: 4, name: "Sprinter", share: 4 },
  { make: 5, name: "Premium", share: 7 },
  { make: 5, name: "Magnum", share: 5 },
  { make: 5, name: "T-series", share: 3 },
  { make: 6, name: "Stralis", share: 5 },
  { make: 6, name: "EuroCargo", share: 3 },
  { make: 7, name: "F-Max", share: 2 },
  { make: 8, name: "S.KO", share: 9 },
  { make: 9, name: "SD", share: 7 },
  { make: 10, name: "ECO Plus", share: 8 },
  { make: 11, name: "Intradisc", share: 7 },
];
