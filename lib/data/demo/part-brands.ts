/** Makers of parts: price tier and the styles of their article numbers (`#` digit, `@` letter). */
export interface PartBrand {
  readonly name: string;
  /** Price against the family's median: premium about 1.3, economy about 0.65. */
  readonly priceFactor: number;
  readonly codeStyles: readonly string[];
}

const ROWS: readonly (readonly [name: string, priceFactor: number, ...codeStyles: string[]])[] = [
  ["MANN", 1.2, "W ## ###/##", "WK ####/#", "C ## ####/#", "CU ####", "PU ####/# x"],
  ["MAHLE", 1.15, "OC ####", "KC ###/#D", "LX ####/#", "OX ####D", "TH ## ##"],
  ["HENGST", 1.05, "H##W##", "E###KP## D##", "H###WK", "E####L"],
  ["FLEETGUARD", 1.1, "LF#####", "FF####", "FS#####", "AF#####"],
  ["DONALDSON", 1.1, "P55####", "P78####", "P95####"],
  ["WIX", 0.85, "5####E", "9####E", "4####"],
  ["FILTRON", 0.65, "OP ###/##", "PM ###/##", "AM ###/##", "PE ###/##"],
  ["SAMPA", 0.6, "0##.###-0#", "SP ######", "###.###"],
  ["KNORR-BREMSE", 1.35, "K0#####K50", "II#####", "K1#####"],
  ["TEXTAR", 1.1, "29####01", "93####00", "96####00"],
  ["JURID", 1.05, "29###0951#", "56####J"],
  ["BERAL", 1, "29###19#041451##", "BCV29###TK"],
  ["FERODO", 1, "FCV####BFE", "FCR###A"],
  ["MERITOR", 1.05, "MDP5###", "MBR5###", "68######"],
  ["LUMAG", 0.65, "29### 00 901 ##", "LMG 2####"],
  ["FOMAR", 0.55, "FO 29### #", "ROB ####"],
  ["WABCO", 1.35, "932 ### ### 0", "475 ### ### 0", "973 ### ### 0", "442 0## ### 2", "449 ### ### 0"],
  ["HALDEX", 1.1, "350 0## ###", "DB####@", "93####"],
  ["SORL", 0.5, "RL3511##@", "35500#####"],
  ["CONTITECH", 1.15, "4### N P0#", "8PK####", "6### N1 P0#", "10PK####"],
  ["PHOENIX", 1, "1 DK ## @-#", "1 E ##@-#"],
  ["FIRESTONE", 1.1, "W01 M58 ####", "1T17@@-##"],
  ["CF GOMMA", 0.75, "1T ### ##", "1SC ###-##"],
  ["AIRTECH", 0.5, "3#### @", "AT 3####-0#"],
  ["GATES", 1, "8PK####HD", "10PK####HD", "T####", "13A####C"],
  ["DAYCO", 0.85, "9PK####HD", "APV####"],
  ["BOSCH", 1.2, "0 445 120 ###", "1 987 4## ###", "0 001 2## ###", "0 124 6## ###", "3 397 118 ###"],
  ["FEBI", 0.75, "4####", "1####", "10####"],
  ["FAG", 1.1, "80#### @", "56#### @", "FAG 57####"],
  ["SKF", 1.2, "VKBA 5###", "BTH 00## @", "VKM 5####"],
  ["TIMKEN", 1.15, "32###-9X###", "HM21####"],
  ["FERSA", 0.8, "F 15###", "F 30###-1"],
  ["LEMA", 0.5, "LE#####.#", "11#####"],
  ["SACHS", 1.1, "3400 ### ###", "3482 ### ###", "31# ###", "1878 ### ###"],
  ["LUK", 1.05, "643 #### 00", "143 0### 10"],
  ["VALEO", 1, "80####", "82####", "43####", "57####"],
  ["EURORICAMBI", 0.75, "9553####", "6053####"],
  ["HELLA", 1.2, "1EH 354 ###-0#1", "2VP 340 ###-##1", "9EL 1##-###-001"],
  ["DEPO", 0.6, "44#-11##@-UE", "66#-19##@-WE"],
  ["TYC", 0.6, "20-####-00-2", "11-####-00-2"],
  ["ASPOCK", 1, "25-####-5#1", "31-####-0#7"],
  ["WAS", 0.7, "### W##", "## W1##@"],
  ["MEKRA", 1.15, "51 5### ### H", "19 38## ### 0"],
  ["PACOL", 0.6, "BPC-@@0##@", "DAF-MR-0##", "MER-FP-0##"],
  ["COVIND", 0.75, "1#5/## L", "XF6/### R"],
  ["MONROE", 0.95, "T5###", "CB0###"],
  ["GABRIEL", 0.75, "50####", "4###"],
  ["MAGNUM", 0.55, "M####MT", "5####MT"],
  ["NISSENS", 1, "6####A", "89####", "672####"],
  ["NRF", 0.8, "50####", "32####"],
  ["THERMOTEC", 0.5, "D7@@0##TT", "I-@@0###"],
  ["DELPHI", 1.05, "BEBE4@#####", "28#######"],
  ["DENSO", 1.1, "095000-####", "DCP#####", "DSN6##"],
  ["CONTINENTAL", 1.15, "5WK9 ####@", "A2C59#####80", "05###40"],
  ["PRESTOLITE", 0.95, "8600##", "M93R30##SE"],
  ["AS-PL", 0.55, "S0###PR", "A3###(P)"],
  ["LEMFORDER", 1.25, "3#### 01", "1#### 02"],
  ["TRW", 1, "JTE####", "X CAP ####"],
  ["CORTECO", 0.85, "120#####B", "19#####"],
  ["ELRING", 1.05, "###.##0", "5##.##2"],
  ["REINZ", 1, "03-3####-0#", "61-3####-00"],
  ["GOETZE", 1, "08-42####-00", "50-32####-30"],
  ["PAYEN", 0.75, "@@####", "HM5###"],
  ["SHELL", 1.2, "RIMULA R# 55004####", "SPIRAX S# 55002####"],
  ["MOBIL", 1.2, "DELVAC 15####", "MOBILUBE 14####"],
  ["CASTROL", 1.15, "VECTON 15@#@#", "15B###"],
  ["TOTAL", 1, "RUBIA 2####0", "21####"],
  ["YUKO", 0.6, "48200702######", "TURBOSYNTH ####"],
  ["GLYSANTIN", 1.3, "G40-5##", "G48-5##"],
  ["VAMP", 0.6, "48041000#####", "AF-#### R"],
  ["DYNAMAX", 0.75, "500###", "501###"],
  ["OSRAM", 1.2, "64215-0##", "O-5007-0##", "94210TSP-0#"],
  ["PHILIPS", 1.2, "13972MD##", "13821MLC##"],
  ["NARVA", 0.7, "48728-3###", "17181-3###"],
  ["TUNGSRAM", 0.75, "58520SX @##", "93106### "],
  ["SWF", 1, "132###", "116###"],
  ["TRICO", 0.8, "NF###", "TT7##L"],
  ["OXIMO", 0.45, "MT###", "WUS####"],
  ["MICHELIN", 1.35, "X MULTI @ 1##", "X LINE 9#####"],
  ["BRIDGESTONE", 1.2, "DURAVIS R00# ###", "M7## 1###"],
  ["HANKOOK", 0.9, "SMART TH3# ##", "E-CUBE 3###"],
  ["ROSAVA", 0.6, "LTS-1# ##", "ROADLUX R1## ##"],
  ["VARTA", 1.2, "7251031##", "6805000##"],
  ["EXIDE", 1, "EG###3", "EE####"],
  ["A-MEGA", 0.7, "6CT-225-A#-##", "AMHD##"],
  ["WESTA", 0.65, "6CT-225 @Z ##", "WT22#-##"],
  ["GKN", 1.1, "U9##", "5-28#X-##"],
  ["GREENCHEM", 1, "GC-10-##", "ADB 1#-##"],
  ["YARA", 1.1, "AIR1 10-##", "Y-ADB ###"],
  ["WURTH", 1.2, "0890 108 ###", "0893 2## ###"],
  ["K2", 0.7, "W10##", "ET10##"],
  ["EBERSPACHER", 1.2, "22 4518 ## 00 00", "25 2### ## 00"],
  ["WEBASTO", 1.2, "131####A", "84#####"],
];

/** Index 0 is the vehicle's maker itself: genuine parts. */
export const PART_BRANDS: readonly PartBrand[] = [
  { name: "OE", priceFactor: 1.7, codeStyles: [] },
  ...ROWS.map(([name, priceFactor, ...codeStyles]) => ({ name, priceFactor, codeStyles })),
];

const BY_NAME = new Map(PART_BRANDS.map((brand, index) => [brand.name, index]));

/** Index of a brand in PART_BRANDS. Throws on a name that is not there. */
export function partBrandIndex(name: string): number {
  const index = BY_NAME.get(name);
  if (index === undefined) throw new Error(`Unknown part brand: ${name}`);
  return index;
}
