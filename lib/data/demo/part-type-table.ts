/** Makers that offer the same kinds of parts: name of the list = makers. */
export const MAKER_LISTS = `
FILTERS = MANN, MAHLE, HENGST, FLEETGUARD, DONALDSON, WIX, FILTRON, SAMPA
BRAKES = KNORR-BREMSE, TEXTAR, JURID, BERAL, FERODO, MERITOR, LUMAG, FOMAR
VALVES = WABCO, KNORR-BREMSE, HALDEX, SAMPA, SORL
SPRINGS = CONTITECH, PHOENIX, FIRESTONE, SAMPA, CF GOMMA, AIRTECH
RUBBER = GATES, CONTITECH, DAYCO, BOSCH, FEBI
BEARINGS = FAG, SKF, TIMKEN, FERSA, LEMA
CLUTCHES = SACHS, LUK, VALEO, EURORICAMBI
LAMPS = HELLA, DEPO, TYC, ASPOCK, WAS
MIRRORS = MEKRA, PACOL, COVIND, DEPO
DAMPERS = MONROE, SACHS, GABRIEL, MAGNUM, SAMPA
COOLING = NISSENS, NRF, MAHLE, FEBI, THERMOTEC
FUEL = BOSCH, DELPHI, DENSO, CONTINENTAL
ELECTRICS = BOSCH, PRESTOLITE, VALEO, MAHLE, AS-PL
STEERING = LEMFORDER, TRW, FEBI, SAMPA, CORTECO
GASKETS = ELRING, REINZ, CORTECO, GOETZE, PAYEN
OILS = SHELL, MOBIL, CASTROL, TOTAL, YUKO
COOLANTS = GLYSANTIN, FEBI, VAMP, DYNAMAX
BULBS = OSRAM, PHILIPS, NARVA, TUNGSRAM
WIPERS = BOSCH, SWF, VALEO, TRICO, OXIMO
TYRES = MICHELIN, CONTINENTAL, BRIDGESTONE, HANKOOK, ROSAVA
BATTERIES = VARTA, EXIDE, BOSCH, A-MEGA, WESTA
`;

/**
 * One kind of part a line: English | Ukrainian | Polish name | system (index into PART_SYSTEMS) | fits | days between two
 * purchases for one vehicle | regularity | season | EUR net | kg | usual quantities | packing | weight among repairs |
 * makers (lists or names) | replaced together with. Wear and prices are plausible orders of magnitude, not anybody's data.
 */
export const PART_TYPE_TABLE = `
Oil filter | Фільтр оливний | Filtr oleju | 0 | truck | 120 | 6 | flat | 17 | 1.4 | 1 1 2 2 4 | 1 | 5 | FILTERS | Fuel filter, Engine oil 10W-40 20 L
Fuel filter | Фільтр паливний | Filtr paliwa | 0 | truck | 110 | 5 | winter | 21 | 1.1 | 1 1 2 2 3 | 1 | 6 | FILTERS | Fuel separator filter, Oil filter
Fuel separator filter | Фільтр сепаратора | Filtr separatora | 0 | truck | 100 | 5 | winter | 26 | 1.2 | 1 1 1 2 | 1 | 5 | FILTERS | Fuel filter
Air filter | Фільтр повітряний | Filtr powietrza | 0 | truck | 210 | 5 | spring | 44 | 3.2 | 1 1 1 2 | 1 | 4 | FILTERS | Cabin filter
Cabin filter | Фільтр салону | Filtr kabinowy | 0 | truck | 220 | 4 | spring | 14 | 0.5 | 1 1 2 2 | 1 | 4 | FILTERS | Air filter
Air dryer cartridge | Картридж осушувача повітря | Wkład osuszacza | 0 | truck | 260 | 5 | autumn | 24 | 1.8 | 1 1 1 2 | 1 | 4 | VALVES, MANN |
AdBlue filter | Фільтр AdBlue | Filtr AdBlue | 0 | truck | 330 | 4 | flat | 32 | 0.4 | 1 1 1 2 | 1 | 2 | FILTERS |
Brake pad set | Колодки гальмівні дискові | Klocki hamulcowe | 1 | both | 240 | 4 | flat | 78 | 9 | 1 1 1 2 2 | 1 | 6 | BRAKES | Brake disc, Brake pad wear sensor
Brake disc | Диск гальмівний | Tarcza hamulcowa | 1 | both | 540 | 4 | flat | 96 | 30 | 1 2 2 2 | 1 | 4 | BRAKES | Brake pad set
Brake pad wear sensor | Датчик зносу колодок | Czujnik zużycia klocków | 1 | both | 300 | 3 | flat | 13 | 0.2 | 1 2 2 4 | 1 | 3 | KNORR-BREMSE, TEXTAR, JURID, SAMPA, FEBI |
Brake chamber | Енергоакумулятор | Siłownik hamulcowy | 1 | both | 480 | 2 | winter | 74 | 7 | 1 1 2 | 1 | 4 | VALVES |
Brake caliper repair kit | Ремкомплект супорта | Zestaw naprawczy zacisku | 1 | both | 420 | 2 | flat | 38 | 1.1 | 1 1 2 | 1 | 4 | KNORR-BREMSE, SAMPA, FEBI, MERITOR |
Relay valve | Клапан прискорювальний | Zawór przekaźnikowy | 1 | both | 900 | 1 | winter | 84 | 1.3 | 1 | 1 | 4 | VALVES |
Brake hose | Шланг гальмівний | Przewód hamulcowy | 1 | both | 500 | 2 | flat | 16 | 0.6 | 1 1 2 2 | 1 | 3 | RUBBER, SAMPA |
Poly-V belt | Пас поліклиновий | Pasek wielorowkowy | 2 | truck | 300 | 4 | flat | 29 | 0.5 | 1 1 1 2 | 1 | 4 | RUBBER | Belt tensioner
Belt tensioner | Натягувач паса | Napinacz paska | 2 | truck | 620 | 2 | flat | 86 | 1.9 | 1 | 1 | 3 | RUBBER, SKF | Poly-V belt
Water pump | Помпа водяна | Pompa wody | 2 | truck | 900 | 2 | flat | 148 | 6 | 1 | 1 | 3 | COOLING | Antifreeze G12 5 L, Thermostat
Thermostat | Термостат | Termostat | 2 | truck | 800 | 2 | autumn | 34 | 0.4 | 1 | 1 | 3 | COOLING, GATES | Antifreeze G12 5 L
Radiator | Радіатор охолодження | Chłodnica | 2 | truck | 1400 | 1 | summer | 390 | 24 | 1 | 1 | 2 | COOLING | Antifreeze G12 5 L
Injector | Форсунка паливна | Wtryskiwacz | 2 | truck | 520 | 1 | winter | 265 | 0.9 | 1 1 2 6 | 1 | 3 | FUEL |
Gasket set | Комплект прокладок | Zestaw uszczelek | 2 | truck | 700 | 1 | flat | 58 | 0.7 | 1 | 1 | 4 | GASKETS |
Crankshaft seal | Сальник колінвала | Uszczelniacz wału | 2 | truck | 600 | 1 | flat | 24 | 0.2 | 1 1 2 | 1 | 4 | GASKETS |
Coolant hose | Патрубок радіатора | Przewód chłodnicy | 2 | truck | 540 | 1 | summer | 22 | 0.6 | 1 1 2 | 1 | 4 | RUBBER, SAMPA |
Air spring | Пневморесора | Miech zawieszenia | 3 | both | 420 | 2 | winter | 92 | 6 | 1 1 2 2 | 1 | 6 | SPRINGS | Shock absorber
Shock absorber | Амортизатор | Amortyzator | 3 | both | 480 | 2 | flat | 52 | 5 | 1 2 2 2 | 1 | 5 | DAMPERS | Air spring
Tie rod end | Наконечник рульової тяги | Końcówka drążka | 3 | truck | 520 | 2 | flat | 38 | 2.2 | 1 1 2 | 1 | 4 | STEERING |
Stabilizer bushing | Втулка стабілізатора | Tuleja stabilizatora | 3 | both | 420 | 2 | flat | 9 | 0.3 | 2 2 4 4 | 2 | 4 | STEERING |
Wheel bearing | Підшипник маточини | Łożysko piasty | 8 | both | 620 | 2 | flat | 74 | 4 | 1 1 1 2 | 1 | 4 | BEARINGS | Hub seal
Hub seal | Сальник маточини | Uszczelniacz piasty | 8 | both | 520 | 2 | flat | 14 | 0.3 | 1 2 2 | 1 | 4 | GASKETS | Wheel bearing
Clutch kit | Комплект зчеплення | Zestaw sprzęgła | 5 | truck | 900 | 3 | flat | 465 | 38 | 1 | 1 | 2 | CLUTCHES | Clutch servo
Clutch servo | ПГП зчеплення | Wspomaganie sprzęgła | 5 | truck | 800 | 1 | flat | 168 | 4 | 1 | 1 | 3 | VALVES |
Cardan joint | Хрестовина кардана | Krzyżak wału | 5 | truck | 640 | 2 | flat | 34 | 1.8 | 1 1 2 | 1 | 3 | GKN, FEBI, SAMPA, EURORICAMBI |
Starter | Стартер | Rozrusznik | 4 | truck | 900 | 1 | winter | 245 | 9 | 1 | 1 | 2 | ELECTRICS |
Alternator | Генератор | Alternator | 4 | truck | 900 | 1 | winter | 268 | 8 | 1 | 1 | 2 | ELECTRICS | Poly-V belt
NOx sensor | Датчик NOx | Czujnik NOx | 4 | truck | 420 | 1 | flat | 225 | 0.5 | 1 | 1 | 4 | CONTINENTAL, BOSCH, SAMPA |
ABS sensor | Датчик ABS | Czujnik ABS | 4 | both | 380 | 1 | winter | 24 | 0.3 | 1 1 2 | 1 | 5 | VALVES |
Headlamp | Фара головна | Reflektor | 4 | truck | 640 | 1 | autumn | 128 | 4 | 1 1 2 | 1 | 3 | LAMPS | Mirror
Rear lamp | Ліхтар задній | Lampa tylna | 4 | both | 360 | 2 | autumn | 36 | 1 | 1 1 2 | 1 | 4 | LAMPS |
Side marker lamp | Ліхтар габаритний | Lampa obrysowa | 4 | trailer | 150 | 2 | autumn | 6 | 0.1 | 2 4 5 10 | 1 | 4 | LAMPS |
Mirror | Дзеркало | Lusterko | 6 | truck | 520 | 1 | flat | 62 | 3 | 1 | 1 | 4 | MIRRORS |
Mudguard | Крило колеса | Błotnik | 6 | both | 480 | 1 | winter | 28 | 3 | 1 2 | 1 | 3 | COVIND, PACOL, SAMPA |
Bumper panel | Накладка бампера | Nakładka zderzaka | 6 | truck | 900 | 1 | winter | 74 | 4 | 1 | 1 | 3 | COVIND, PACOL | Headlamp
Bulb H7 24V | Лампа H7 24V | Żarówka H7 24V | 4 | universal | 75 | 3 | autumn | 4.5 | 0.05 | 2 5 10 10 | 1 | 5 | BULBS |
Bulb R5W 24V | Лампа R5W 24V | Żarówka R5W 24V | 4 | universal | 110 | 3 | autumn | 0.7 | 0.02 | 10 10 20 | 10 | 3 | BULBS |
Wiper blade | Щітка склоочисника | Wycieraczka | 6 | universal | 150 | 4 | winter | 9 | 0.4 | 2 2 3 | 1 | 5 | WIPERS | Washer fluid -20 5 L
Battery 225Ah | Акумулятор 225Ah | Akumulator 225Ah | 4 | universal | 620 | 4 | winter | 185 | 58 | 1 2 2 2 | 1 | 4 | BATTERIES |
Tyre 315/70 R22.5 | Шина 315/70 R22.5 | Opona 315/70 R22.5 | 8 | universal | 260 | 3 | autumn | 298 | 62 | 2 2 4 4 | 1 | 3 | TYRES |
Tyre 385/65 R22.5 | Шина 385/65 R22.5 | Opona 385/65 R22.5 | 8 | universal | 300 | 3 | spring | 312 | 70 | 1 2 2 6 | 1 | 3 | TYRES |
Engine oil 10W-40 20 L | Олива моторна 10W-40 20 л | Olej silnikowy 10W-40 20 l | 7 | universal | 110 | 6 | flat | 74 | 18 | 1 2 2 3 | 1 | 5 | OILS | Oil filter
Gear oil 75W-90 20 L | Олива трансмісійна 75W-90 20 л | Olej przekładniowy 75W-90 20 l | 7 | universal | 360 | 5 | flat | 98 | 18 | 1 1 2 | 1 | 3 | OILS |
Antifreeze G12 5 L | Антифриз G12 5 л | Płyn chłodniczy G12 5 l | 7 | universal | 160 | 3 | winter | 15 | 5.4 | 1 2 2 4 | 1 | 4 | COOLANTS |
Washer fluid -20 5 L | Омивач скла -20 5 л | Płyn do spryskiwaczy -20 5 l | 7 | universal | 60 | 3 | winter | 4.2 | 5 | 2 4 4 | 4 | 4 | DYNAMAX, VAMP, FEBI, K2 |
AdBlue 10 L | AdBlue 10 л | AdBlue 10 l | 7 | universal | 45 | 4 | flat | 6.5 | 11 | 2 3 5 10 | 1 | 4 | GREENCHEM, YARA, YUKO |
Brake cleaner 500 ml | Очисник гальм 500 мл | Zmywacz hamulców 500 ml | 7 | universal | 70 | 3 | flat | 2.6 | 0.5 | 3 6 12 | 1 | 4 | TEXTAR, WURTH, K2, FEBI |
A/C compressor | Компресор кондиціонера | Kompresor klimatyzacji | 6 | truck | 900 | 1 | summer | 285 | 7 | 1 | 1 | 3 | DENSO, NRF, NISSENS, MAHLE |
Parking heater pump | Насос автономного опалювача | Pompka ogrzewania | 6 | truck | 700 | 1 | winter | 58 | 0.5 | 1 | 1 | 3 | EBERSPACHER, WEBASTO, THERMOTEC |
`;
