/**
 * Foretells each bit of a text from what stood before it, as the compressors of the PAQ family do:
 * several contexts have a voice, and who was right is heard more. FROZEN FOR EVER with version 1 of
 * the links: what foretells otherwise reads them otherwise. Its numbers are whole ones, or doubles
 * made by the four sums alone, whose results every browser must have to the last bit.
 */

/** Contexts: none, the last 1, 2, 3, 4 and 6 bytes, and the word begun with the one before it. */
const CONTEXTS = 7;
const ORDERS = [0, 1, 2, 3, 4, 6] as const;
const SLOT_BITS = 18;
/** By context two voices, then that of the longest match, then a constant. */
const INPUTS = 2 * CONTEXTS + 2;
const MATCH_SETS = 8;
const MATCH_LEAST = 5;
const MOST_COUNT = 60;
const SPEED = 0.006;

/** The logistic curve, 12 bits, from -8 to 8 by halves: between them it is drawn straight. */
const CURVE = [
  1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607,
  3785, 3901, 3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
] as const;

/** @param x  -2047 to 2047, in 256ths @returns a chance in 4096ths */
function squash(x: number): number {
  if (x > 2047) return 4095;
  if (x < -2047) return 1;
  const part = x & 127;
  const at = (x >> 7) + 16;
  return ((CURVE[at] ?? 0) * (128 - part) + (CURVE[at + 1] ?? 4095) * part + 64) >> 7;
}

/** The way back: by chance in 4096ths. */
const STRETCH = (() => {
  const table = new Int16Array(4096);
  let from = 0;
  for (let x = -2047; x <= 2047; x++) {
    const to = squash(x);
    for (let chance = from; chance <= to; chance++) table[chance] = x;
    from = Math.max(from, to + 1);
  }
  table.fill(2047, from);
  return table;
})();

const stretch = (chance: number): number => (STRETCH[chance] ?? 0) / 256;

const mix = (hash: number, value: number): number =>
  Math.imul((hash ^ value) + 0x9e3779b9, 0x2c1b3c6d) ^ (hash >>> 15);

/** Foretells a text bit by bit. */
export class Model {
  /** How likely the next bit is a 1, in 4096ths. */
  chance = 2048;
  readonly #chances = new Uint16Array(CONTEXTS << SLOT_BITS).fill(32768);
  readonly #counts = new Uint8Array(CONTEXTS << SLOT_BITS);
  /** The last bits that followed a context, behind a leading 1. */
  readonly #pasts = new Uint8Array(CONTEXTS << SLOT_BITS).fill(1);
  /** What a past foretells, by context. */
  readonly #maps = new Uint16Array(CONTEXTS * 256).fill(32768);
  readonly #mapCounts = new Uint16Array(CONTEXTS * 256);
  /** How likely the match goes on, by its length. */
  readonly #matchChances = new Uint16Array(64).fill(49152);
  readonly #byMatch = new Float64Array(MATCH_SETS * INPUTS).fill(0.25);
  readonly #byBits = new Float64Array(256 * INPUTS).fill(0.25);
  readonly #inputs = new Float64Array(INPUTS);
  readonly #slots = new Int32Array(CONTEXTS);
  readonly #hashes = new Int32Array(CONTEXTS);
  readonly #bytes: Uint8Array;
  readonly #lastAt = new Int32Array(1 << 16);
  #length = 0;
  #word = 0;
  #wordBefore = 0;
  #matchAt = 0;
  #matchLength = 0;
  /** The bits of this byte so far, behind a leading 1. */
  #bits = 1;
  #chanceByMatch = 2048;
  #chanceByBits = 2048;

  /** @param room  the most bytes it will see */
  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
    this.#foretell();
  }

  /** One that has read what this one has. @param room  the most bytes it will see after these */
  copy(room: number): Model {
    const copy = new Model(this.#length + room);
    copy.#chances.set(this.#chances);
    copy.#counts.set(this.#counts);
    copy.#pasts.set(this.#pasts);
    copy.#maps.set(this.#maps);
    copy.#mapCounts.set(this.#mapCounts);
    copy.#matchChances.set(this.#matchChances);
    copy.#byMatch.set(this.#byMatch);
    copy.#byBits.set(this.#byBits);
    copy.#hashes.set(this.#hashes);
    copy.#bytes.set(this.#bytes.subarray(0, this.#length));
    copy.#lastAt.set(this.#lastAt);
    copy.#length = this.#length;
    copy.#word = this.#word;
    copy.#wordBefore = this.#wordBefore;
    copy.#matchAt = this.#matchAt;
    copy.#matchLength = this.#matchLength;
    copy.#bits = this.#bits;
    copy.#foretell();
    return copy;
  }

  /** Takes the bit that came, and foretells the next one. */
  take(bit: number): void {
    this.#learn(bit);
    this.#bits = (this.#bits << 1) | bit;
    if (this.#bits > 255) {
      this.#endByte(this.#bits & 255);
      this.#bits = 1;
    }
    this.#foretell();
  }

  #endByte(byte: number): void {
    this.#bytes[this.#length++] = byte;
    const isLetter = byte > 127 || /[A-Za-z0-9_]/.test(String.fromCharCode(byte));
    if (isLetter) this.#word = mix(this.#word, byte);
    else if (this.#word !== 0) {
      this.#wordBefore = mix(this.#word, byte);
      this.#word = 0;
    }
    for (let i = 0; i < ORDERS.length; i++) {
      let hash = Math.imul(i + 1, 0x3c6ef372);
      for (let back = 1; back <= (ORDERS[i] ?? 0); back++) hash = mix(hash, this.#back(back));
      this.#hashes[i] = hash;
    }
    this.#hashes[CONTEXTS - 1] = mix(mix(this.#word, this.#wordBefore), isLetter ? 0 : byte);
    this.#followMatch(byte);
  }

  #back(by: number): number {
    return this.#bytes[this.#length - by] ?? 0;
  }

  #followMatch(byte: number): void {
    if (this.#matchLength > 0 && this.#bytes[this.#matchAt] === byte) {
      this.#matchLength = Math.min(63, this.#matchLength + 1);
      this.#matchAt++;
    } else {
      this.#matchLength = 0;
    }
    let hash = 0;
    for (let back = 1; back <= MATCH_LEAST; back++) hash = mix(hash, this.#back(back));
    const place = hash >>> 16;
    const found = this.#lastAt[place] ?? 0;
    if (this.#matchLength === 0 && found > 0) {
      let length = 0;
      while (length < 32 && this.#bytes[found - 1 - length] === this.#back(length + 1)) length++;
      if (length >= MATCH_LEAST) {
        this.#matchLength = length;
        this.#matchAt = found;
      }
    }
    this.#lastAt[place] = this.#length;
  }

  /** The bit that the match foretells; -1: none, or this byte is another one already. */
  #matchBit(): number {
    if (this.#matchLength === 0) return -1;
    const whole = (this.#bytes[this.#matchAt] ?? 0) | 256;
    const known = 32 - Math.clz32(this.#bits);
    if (whole >> (9 - known) !== this.#bits) return -1;
    return (whole >> (8 - known)) & 1;
  }

  #matchSet(): number {
    if (this.#matchBit() < 0) return 0;
    return Math.min(MATCH_SETS - 1, 1 + (this.#matchLength >> 2));
  }

  #foretell(): void {
    for (let i = 0; i < CONTEXTS; i++) {
      const hash = mix(this.#hashes[i] ?? 0, Math.imul(this.#bits, 0x2545f491));
      const slot = (i << SLOT_BITS) + (Math.imul(hash, 0x9e3779b1) >>> (32 - SLOT_BITS));
      this.#slots[i] = slot;
      const isNew = this.#counts[slot] === 0;
      const past = this.#maps[i * 256 + (this.#pasts[slot] ?? 1)] ?? 32768;
      this.#inputs[2 * i] = isNew ? 0 : stretch((this.#chances[slot] ?? 32768) >> 4);
      this.#inputs[2 * i + 1] = isNew ? 0 : stretch(past >> 4);
    }
    const bit = this.#matchBit();
    const goesOn = stretch((this.#matchChances[this.#matchLength] ?? 0) >> 4);
    this.#inputs[INPUTS - 2] = bit < 0 ? 0 : bit === 1 ? goesOn : -goesOn;
    this.#inputs[INPUTS - 1] = 0.3;
    const byMatch = this.#weigh(this.#byMatch, this.#matchSet());
    const byBits = this.#weigh(this.#byBits, this.#bits);
    this.#chanceByMatch = squash(byMatch);
    this.#chanceByBits = squash(byBits);
    this.chance = Math.min(4095, Math.max(1, squash((byMatch + byBits) >> 1)));
  }

  /** @returns in 256ths */
  #weigh(weights: Float64Array, set: number): number {
    let sum = 0;
    for (let i = 0; i < INPUTS; i++) {
      sum += (weights[set * INPUTS + i] ?? 0) * (this.#inputs[i] ?? 0);
    }
    return Math.trunc(Math.max(-2047, Math.min(2047, sum * 256)));
  }

  #learn(bit: number): void {
    this.#adjust(this.#byMatch, this.#matchSet(), (bit << 12) - this.#chanceByMatch);
    this.#adjust(this.#byBits, this.#bits, (bit << 12) - this.#chanceByBits);
    const target = bit * 65535;
    for (let i = 0; i < CONTEXTS; i++) {
      const slot = this.#slots[i] ?? 0;
      const past = this.#pasts[slot] ?? 1;
      const map = i * 256 + past;
      nudge(this.#maps, this.#mapCounts, { at: map, target, most: 250 });
      nudge(this.#chances, this.#counts, { at: slot, target, most: MOST_COUNT });
      this.#pasts[slot] = (past > 127 ? (past & 63) | 64 : past) * 2 + bit;
    }
    const foretold = this.#matchBit();
    if (foretold < 0) return;
    const before = this.#matchChances[this.#matchLength] ?? 0;
    const came = foretold === bit ? 65535 : 0;
    this.#matchChances[this.#matchLength] = before + ((came - before) >> 6);
  }

  #adjust(weights: Float64Array, set: number, error: number): void {
    const step = (error / 4096) * SPEED;
    for (let i = 0; i < INPUTS; i++) {
      const at = set * INPUTS + i;
      weights[at] = (weights[at] ?? 0) + (this.#inputs[i] ?? 0) * step;
    }
  }
}

interface Nudge {
  readonly at: number;
  readonly target: number;
  readonly most: number;
}

/** Moves a chance towards what came: far at first, less the more often it was seen. */
function nudge(
  chances: Uint16Array,
  counts: Uint8Array | Uint16Array,
  { at, target, most }: Nudge,
) {
  const before = chances[at] ?? 0;
  const count = counts[at] ?? 0;
  chances[at] = before + Math.trunc((target - before) / (count + 1.5));
  if (count < most) counts[at] = count + 1;
}
