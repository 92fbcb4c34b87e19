/** A text to be copied: it stands there to be seen, and a button puts it on the clipboard. */

import { useRef, useState } from "react";

interface CopyFieldProps {
  /** What it is; the button says so too, where there is more than one. */
  readonly label: string;
  readonly text: string;
  readonly copy?: string;
  /** More than one: it may be as long as that. */
  readonly rows?: number;
}

export function CopyField({ label, text, copy = "Copy", rows = 1 }: CopyFieldProps) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const toClipboard = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(text);
    } catch {
      /* The browser forbids it: the text stands selected, and a key copies it. */
      setCopied(null);
    }
  };
  const shared = {
    "aria-label": label,
    onFocus: ({ target }: { readonly target: HTMLInputElement | HTMLTextAreaElement }) =>
      target.select(),
    readOnly: true,
    ref: field,
    value: text,
  };
  return (
    <div className="share-link">
      {rows === 1 ? <input {...shared} /> : <textarea {...shared} rows={rows} />}
      <button className="primary" onClick={() => void toClipboard()} type="button">
        {copy}
      </button>
      <span className="share-copied" role="status">
        {copied === text ? "Copied." : ""}
      </span>
    </div>
  );
}
