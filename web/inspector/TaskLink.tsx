/** The name of a task or one of its runs, which leads to it. */

interface TaskLinkProps {
  readonly id: string;
  readonly onSelect: (id: string) => void;
  /** Somebody points at it, with the mouse or the focus; null: no longer. */
  readonly onPoint?: ((id: string | null) => void) | undefined;
}

export function TaskLink({ id, onSelect, onPoint }: TaskLinkProps) {
  return (
    <button
      className="quiet task-link"
      onBlur={() => onPoint?.(null)}
      onClick={() => onSelect(id)}
      onFocus={() => onPoint?.(id)}
      onMouseEnter={() => onPoint?.(id)}
      onMouseLeave={() => onPoint?.(null)}
      type="button"
    >
      {id}
    </button>
  );
}
