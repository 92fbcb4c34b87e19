/** Resuming and restarting, with the question which program where there is one to ask. */

import { useCallback, useState, type ReactNode } from "react";
import type { ProgramChoice } from "../../engine/api/runs.ts";
import type { RunId, TaskRunId } from "../../engine/model/run.ts";
import { useSession } from "../session/use-session.ts";
import { GoOnDialog } from "./GoOnDialog.tsx";

interface Wish {
  readonly run: RunId;
  readonly title: string;
  readonly act: (program: ProgramChoice) => void;
}

export interface GoOn {
  readonly resume: (run: RunId) => void;
  readonly restart: (run: RunId, from: "failed" | readonly TaskRunId[]) => void;
  /** The question, while it is open: to be put somewhere into the page. */
  readonly question: ReactNode;
}

export function useGoOn(): GoOn {
  const session = useSession();
  const [wish, setWish] = useState<Wish | null>(null);
  const resume = useCallback(
    (run: RunId) => {
      const act = (program: ProgramChoice) =>
        void session.ask((api) => api.runs.resume(run, program));
      setWish({ run, title: "Resume", act });
    },
    [session],
  );
  const restart = useCallback(
    (run: RunId, from: "failed" | readonly TaskRunId[]) => {
      const act = (program: ProgramChoice) =>
        void session.ask((api) => api.runs.restart(run, from, program));
      setWish({ run, title: "Restart", act });
    },
    [session],
  );
  const question = wish && (
    <GoOnDialog
      onChosen={wish.act}
      onClose={() => setWish(null)}
      run={wish.run}
      title={wish.title}
    />
  );
  return { resume, restart, question };
}
