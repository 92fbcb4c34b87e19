/** Says that another tab executes the notebook, and offers to do it in this one. */

import { useState } from "react";
import { useSession, useSessionState } from "../session/use-session.ts";
import "./tabs.css";

export function FollowerBar() {
  const session = useSession();
  const isFollower = useSessionState(({ role }) => role === "follower");
  const [isMoving, setIsMoving] = useState(false);
  const takeOver = async (): Promise<void> => {
    setIsMoving(true);
    await session.takeOver();
    setIsMoving(false);
  };
  if (!isFollower) return null;
  return (
    <div aria-label="Tabs" className="follower-bar" role="status">
      <span>This notebook runs in another tab; you are following it.</span>
      <button disabled={isMoving} onClick={() => void takeOver()} type="button">
        {isMoving ? "Moving it here…" : "Run it here instead"}
      </button>
    </div>
  );
}
