/** What the start of the page is given to open instead of what the address names. */

export interface HandedOver {
  /** Of a notebook that there is not yet. */
  readonly id: string;
  readonly text: string;
  /** Whether its cells run as soon as it is open: somebody pressed the button that says so. */
  readonly isRun: boolean;
}
