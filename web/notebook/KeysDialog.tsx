/** All keys of the notebook, in a dialog. */

import { pageCommands } from "../palette/commands.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { COMMAND_KEYS, EDITOR_KEYS, type CommandKeys } from "./commands.ts";
import { strokeText } from "./keystroke.ts";

type Keys = Pick<CommandKeys, "keys" | "does">;

/** What works wherever one is. */
const everywhere = (): Keys[] =>
  pageCommands()
    .filter(({ isEverywhere }) => isEverywhere)
    .map(({ keys = [], title }) => ({ keys, does: title }));

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog isWide onClose={onClose} title="Keys of the notebook">
      <div className="keys-help">
        <KeyTable keys={COMMAND_KEYS} title="With a cell selected" />
        <KeyTable keys={EDITOR_KEYS} title="While you edit a cell" />
        <KeyTable keys={everywhere()} title="Everywhere" />
      </div>
    </Dialog>
  );
}

function KeyTable({ title, keys }: { readonly title: string; readonly keys: readonly Keys[] }) {
  return (
    <table>
      <caption>{title}</caption>
      <tbody>
        {keys.map(({ keys: strokes, does }) => (
          <tr key={does}>
            <th scope="row">
              {strokes.map((stroke, index) => (
                <span key={strokeText(stroke)}>
                  {index > 0 && " or "}
                  <kbd>{strokeText(stroke)}</kbd>
                </span>
              ))}
            </th>
            <td>{does}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
