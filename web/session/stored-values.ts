/** Looks into the values that runs have stored. What goes wrong is for whoever asks to show. */

import type { FoundItems, PreparedValue } from "../../engine/api.ts";
import type { EngineClient } from "../../engine/browser.ts";
import type { ResultRef } from "../../engine/model/value.ts";

export class StoredValues {
  readonly #api: Pick<EngineClient, "preview" | "findItems">;

  constructor(api: Pick<EngineClient, "preview" | "findItems">) {
    this.#api = api;
  }

  preview({ key, preview }: ResultRef): Promise<PreparedValue> {
    return this.#api.preview({ key, preview });
  }

  /** The items of a list that have this text in them; null: it cannot be looked into. */
  findItems({ key }: ResultRef, text: string): Promise<FoundItems | null> {
    return this.#api.findItems({ key }, text);
  }
}
