/** Files dropped anywhere on the page, where they are of our kind. */

import { useEffect, useState } from "react";

const isOurs = (file: File | undefined): file is File => /\.flowbook$/i.test(file?.name ?? "");

/** Whether something is held over the page that may be such a file: its name is told with the drop only. */
export function useDroppedFile(take: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      /* Else the browser would leave the page for the file. */
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
      if (isOurs(file)) take(file);
    };
    /* Before an editor takes it. */
    window.addEventListener("dragover", over, true);
    window.addEventListener("dragleave", leave, true);
    window.addEventListener("drop", drop, true);
    return () => {
      window.removeEventListener("dragover", over, true);
      window.removeEventListener("dragleave", leave, true);
      window.removeEventListener("drop", drop, true);
    };
  }, [take]);
  return isOver;
}
