import type { Random } from "@/lib/numeric/random";
import type { BusinessCalendar } from "./calendar";
import type { Catalogue } from "./catalogue";
import { type CustomerProfile, customerProfile } from "./customer-profile";
import {
  DEBT_PRODUCT_ID,
  FIRST_AGREEMENT_ID,
  FIRST_CUSTOMER_ID,
  MIGRATION_SEC,
  type RowSink,
  type RowValue,
} from "./demo-options";
import { type Purchase, type PurchaseLine, purchasesOf } from "./purchases";
import { CURRENCIES, productIdAt, sellerAt } from "./reference-rows";

const DAY_SEC = 86_400;
// Shares of the traps in "Rules of the data".
const FLIPPED_DELETED = 0.84;
const SUPERSEDED_LINE = 0.06;
const CANCELLED_ORDER = 0.012;
const UNPRICED = 0.02;
const RETURNED = 0.015;
const WITH_OPENING_DEBT = 0.75;
const ASSIGNED = 0.28;

/** Writes customers one by one: memory holds one customer at a time, and rows come out sorted by agreement. */
export class CustomerRows {
  /** Valid lines of each product so far. */
  readonly soldLines: Uint32Array;
  readonly #catalogue: Catalogue;
  readonly #calendar: BusinessCalendar;
  readonly #random: Random;
  readonly #endSec: number;
  readonly #sink: RowSink;
  readonly #next = { agreement: FIRST_AGREEMENT_ID, order: 1, item: 1, ownership: 1, debt: 1 };

  constructor(options: { catalogue: Catalogue; calendar: BusinessCalendar; random: Random; sink: RowSink }) {
    this.#catalogue = options.catalogue;
    this.#calendar = options.calendar;
    this.#random = options.random.fork("customers");
    this.#endSec = options.calendar.startSec + options.calendar.dayCount * DAY_SEC;
    this.#sink = options.sink;
    this.soldLines = new Uint32Array(options.catalogue.productCount);
  }

  write(index: number): void {
    const random = this.#random.fork(index);
    const profile = customerProfile({ index, random, calendar: this.#calendar });
    const customerId = FIRST_CUSTOMER_ID + index;
    const rows = random.fork("rows");
    const owner = rows.chance(profile.isCore ? ASSIGNED * 1.5 : ASSIGNED * 0.88) ? sellerAt(rows.uniform()) : null;
    this.#writeClient({ customerId, index, profile, owner, random: rows });
    this.#writeProfiles(customerId, owner, rows);
    const openingDebt = rows.chance(profile.agreements[0].orderTarget > 0 ? WITH_OPENING_DEBT : 0.4);
    for (const [number, plan] of profile.agreements.entries()) {
      const agreementId = this.#next.agreement++;
      const stream = random.fork("agreement").fork(number);
      const writing = stream.fork("rows");
      const contract = this.#writeAgreement({
        agreementId,
        customerId,
        profile,
        isFirst: number === 0,
        random: writing,
      });
      if (openingDebt && number === 0) this.#writeOpeningDebt({ agreementId, profile, owner, random: writing });
      const purchases = purchasesOf({
        profile,
        plan,
        catalogue: this.#catalogue,
        calendar: this.#calendar,
        random: stream,
      });
      for (const purchase of purchases) this.#writeOrder({ agreementId, purchase, owner, random: writing });
      this.#writeCart(purchases, writing);
      const last = purchases.at(-1);
      if (last && this.#endSec - last.timeSec < 120 * DAY_SEC && writing.chance(0.5)) {
        this.#writeDebt({ customerId, contractId: contract, last, random: writing });
      }
    }
  }

  #writeClient(options: {
    customerId: number;
    index: number;
    profile: CustomerProfile;
    owner: number | null;
    random: Random;
  }): void {
    const { customerId, index, profile, random } = options;
    const { identity } = profile;
    const isBranch = index > 20 && random.chance(0.03);
    // The register was imported at once: when a customer came is not what Created says.
    const created = Math.max(MIGRATION_SEC + random.int(7200), this.#calendar.startSec + profile.firstDay * DAY_SEC);
    this.#sink("Client", [
      customerId,
      created,
      Math.min(this.#endSec - 1, created + random.int(400 * DAY_SEC)),
      random.chance(0.02),
      identity.name,
      identity.fullName,
      identity.taxId,
      identity.phone,
      identity.email,
      random.chance(0.95),
      random.chance(0.015),
      isBranch,
      random.chance(0.97) ? profile.region + 1 : null,
      options.owner,
      isBranch ? FIRST_CUSTOMER_ID + random.int(20) : null,
    ]);
  }

  /** A second notion of ownership that repeats, contradicts and sometimes doubles the first. */
  #writeProfiles(customerId: number, owner: number | null, random: Random): void {
    const people: number[] = [];
    if (owner !== null && random.chance(0.7)) people.push(random.chance(0.6) ? owner : sellerAt(random.uniform()));
    if (owner !== null && random.chance(0.25)) people.push(sellerAt(random.uniform()));
    if (owner === null && random.chance(0.025)) people.push(sellerAt(random.uniform()));
    // The person who left still stands in the table.
    if (random.chance(0.02)) people.push(7);
    if (people.length > 0 && random.chance(0.1)) people.push(people[0]);
    for (const person of people)
      this.#sink("ClientUserProfile", [
        this.#next.ownership++,
        MIGRATION_SEC,
        MIGRATION_SEC,
        random.chance(0.03),
        customerId,
        person,
      ]);
  }

  /** Returns the id of the Agreement row (the terms), which is not the id of the ClientAgreement row. */
  #writeAgreement(options: {
    agreementId: number;
    customerId: number;
    profile: CustomerProfile;
    isFirst: boolean;
    random: Random;
  }): number {
    const { agreementId, customerId, profile, isFirst, random } = options;
    const contractId = agreementId + 20_000;
    const currency = random.weighted(isFirst ? [70, 22, 6, 2] : [35, 45, 12, 8]);
    const withVat = random.chance(profile.kind === "fleet" ? 0.75 : 0.5);
    const opened = Math.max(MIGRATION_SEC, this.#calendar.startSec + profile.firstDay * DAY_SEC);
    const year = new Date((this.#calendar.startSec + profile.firstDay * DAY_SEC) * 1000).getUTCFullYear();
    const limitsDebt = random.chance(0.4);
    const limitsDays = random.chance(0.5);
    this.#sink("ClientAgreement", [
      agreementId,
      opened,
      opened,
      false,
      customerId,
      contractId,
      limitsDebt ? Math.round(random.gamma(1, 900)) : 0,
    ]);
    this.#sink("Agreement", [
      contractId,
      opened,
      opened,
      false,
      `${withVat ? "З ПДВ" : "Без ПДВ"} ${CURRENCIES[currency]}${isFirst ? " основний" : ""}`,
      `${withVat ? "ДП" : "ДГ"}-${year}/${String(random.int(9000) + 1000)}`,
      isFirst || random.chance(0.9),
      isFirst,
      currency + 1,
      1 + random.int(2),
      1 + random.int(5),
      withVat,
      limitsDebt,
      limitsDebt ? 500 * (1 + random.int(40)) : 0,
      limitsDays,
      limitsDays ? random.pick([7, 14, 14, 21, 30]) : 0,
    ]);
    return contractId;
  }

  #writeOpeningDebt(options: {
    agreementId: number;
    profile: CustomerProfile;
    owner: number | null;
    random: Random;
  }): void {
    const { profile, random } = options;
    // Entered before the day's business, so that it is the agreement's first order.
    const timeSec = this.#calendar.startSec + profile.firstDay * DAY_SEC + 5 * 3600 + random.int(1800);
    const orderId = this.#next.order++;
    const deleted = random.chance(FLIPPED_DELETED);
    this.#sink("Order", [
      orderId,
      timeSec,
      this.#syncStamp(timeSec, random),
      deleted,
      options.agreementId,
      options.owner,
      1,
      2,
    ]);
    this.#writeItem({
      orderId,
      productId: DEBT_PRODUCT_ID,
      timeSec,
      quantity: 1,
      price: Math.round(random.logNormal(600, 1.2) * 100) / 100,
      deleted,
      isValid: true,
      random,
    });
  }

  #writeOrder(options: { agreementId: number; purchase: Purchase; owner: number | null; random: Random }): void {
    const { purchase, random } = options;
    const { timeSec } = purchase;
    const orderId = this.#next.order++;
    const cancelled = random.chance(CANCELLED_ORDER);
    const deleted = random.chance(FLIPPED_DELETED);
    const seller = random.chance(0.07)
      ? null
      : options.owner !== null && random.chance(0.8)
        ? options.owner
        : sellerAt(random.uniform());
    const isRecent = this.#endSec - timeSec < 3 * DAY_SEC;
    const status = isRecent ? 1 : 2;
    this.#sink("Order", [
      orderId,
      timeSec,
      this.#syncStamp(timeSec, random),
      deleted,
      options.agreementId,
      seller,
      random.weighted([30, 62, 8]),
      status,
    ]);
    for (const line of purchase.lines) {
      const productId = productIdAt(line.product);
      const flags = { deleted: random.chance(0.03) ? !deleted : deleted, random };
      // An edited line leaves its old version behind, marked as no longer valid.
      if (random.chance(SUPERSEDED_LINE)) {
        this.#writeItem({
          orderId,
          productId,
          timeSec,
          quantity: line.quantity + 1 + random.int(3),
          price: line.price,
          isValid: false,
          ...flags,
        });
      }
      const price = random.chance(isRecent ? 0.5 : UNPRICED) ? 0 : line.price;
      this.#writeItem({ orderId, productId, timeSec, quantity: line.quantity, price, isValid: !cancelled, ...flags });
      if (!cancelled) this.soldLines[line.product]++;
    }
  }

  #writeItem(options: {
    orderId: number | null;
    productId: number;
    timeSec: number;
    quantity: number;
    price: number;
    deleted: boolean;
    isValid: boolean;
    random: Random;
  }): void {
    const { random } = options;
    const stamp = this.#syncStamp(options.timeSec, random);
    const returned = random.chance(RETURNED) ? 1 + random.int(options.quantity) : 0;
    const row: RowValue[] = [
      this.#next.item++,
      stamp,
      stamp + random.int(DAY_SEC),
      options.deleted,
      options.orderId,
      options.productId,
    ];
    row.push(options.quantity, returned, options.price, options.isValid);
    this.#sink("OrderItem", row);
  }

  /** Lines put into a cart and never ordered: no order, yet valid by their flag. */
  #writeCart(purchases: readonly Purchase[], random: Random): void {
    if (purchases.length === 0 || !random.chance(0.3)) return;
    for (let count = 1 + random.int(4); count > 0; count--) {
      const purchase = random.pick(purchases);
      const line: PurchaseLine = random.pick(purchase.lines);
      const timeSec = Math.min(this.#endSec - 1, purchase.timeSec + random.int(DAY_SEC));
      this.#writeItem({
        orderId: null,
        productId: productIdAt(line.product),
        timeSec,
        quantity: line.quantity,
        price: line.price,
        deleted: false,
        isValid: true,
        random,
      });
    }
  }

  #writeDebt(options: { customerId: number; contractId: number; last: Purchase; random: Random }): void {
    const { last, random } = options;
    const id = this.#next.debt++;
    const total = last.lines.reduce((sum, line) => sum + line.price * line.quantity, 0) * random.between(0.5, 6);
    this.#sink("Debt", [
      id,
      last.timeSec,
      last.timeSec + random.int(DAY_SEC),
      random.chance(0.05),
      Math.round(total * 100) / 100,
    ]);
    this.#sink("ClientInDebt", [id, last.timeSec, last.timeSec, false, options.customerId, options.contractId, id]);
  }

  /** When the sync wrote the row: the migration for older ones, else the night after. */
  #syncStamp(timeSec: number, random: Random): number {
    if (timeSec < MIGRATION_SEC) return MIGRATION_SEC + random.int(6 * 3600);
    return (Math.floor(timeSec / DAY_SEC) + 1) * DAY_SEC + 2 * 3600 + random.int(3600);
  }
}
