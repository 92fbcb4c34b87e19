/** Names and ids for runs: two random words, and ids that need no secure context. */

const ADJECTIVES =
  "amber bold brave bright calm clever cosmic crimson curious daring eager fair fearless gentle glad golden happy honest humble jolly keen kind lively loyal lucky mellow merry mighty nimble noble patient peaceful proud quick quiet rapid rosy silent silver smart steady sunny swift tidy vivid warm wise witty young zesty".split(
    " ",
  );
const ANIMALS =
  "alpaca badger bee beaver bison cat crane crow deer dolphin dove duck eagle falcon finch fox frog gecko goose hare hawk heron hippo ibex jay koala lark lemur lion lynx magpie marmot mole moose newt octopus orca otter owl panda penguin pony puffin quail raven robin salmon seal shark sloth sparrow swan tiger toad trout turtle walrus whale wolf wombat wren yak zebra".split(
    " ",
  );

/** A random source: returns numbers from 0 to 1, 1 left out. */
export type Random = () => number;

const pick = (words: readonly string[], random: Random): string =>
  words[Math.floor(random() * words.length)] ?? "run";

/** `merry-otter`, as Prefect's server names runs. */
export const randomRunName = (random: Random): string =>
  `${pick(ADJECTIVES, random)}-${pick(ANIMALS, random)}`;

/** A random id of 128 bits in the form of a UUID; `crypto.randomUUID` is missing on plain http. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
