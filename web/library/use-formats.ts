/** The file formats: their code, with two parsers in it, is fetched when somebody wants it. */

import { useEffect, useState } from "react";
import type { NotebookFormat } from "../../engine/notebook/formats/format.ts";
import { useSession } from "../session/use-session.ts";

const loadFormats = () => import("../../engine/notebook/formats/formats.ts");

/** null: they are on their way. */
export function useFormats(): readonly NotebookFormat[] | null {
  const session = useSession();
  const [formats, setFormats] = useState<readonly NotebookFormat[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void session.ask(loadFormats).then((loaded) => {
      if (isCurrent && loaded) setFormats(loaded.FORMATS);
    });
    return () => {
      isCurrent = false;
    };
  }, [session]);
  return formats;
}
