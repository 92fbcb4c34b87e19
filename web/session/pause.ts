/** Something to be done once it has been quiet for a while. */
export class Pause {
  readonly #length: number;
  readonly #act: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param length  milliseconds */
  constructor(length: number, act: () => void) {
    this.#length = length;
    this.#act = act;
  }

  /** It was not quiet: the pause begins anew. */
  begin(): void {
    this.end();
    this.#timer = setTimeout(this.#act, this.#length);
  }

  /** It need not be done any more. */
  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
