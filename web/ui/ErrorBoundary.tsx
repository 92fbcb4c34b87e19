/** Where drawing the page goes wrong: says so, and what to do, instead of leaving it empty. */

import { Component, type ReactNode } from "react";
import "./error-boundary.css";

interface ErrorBoundaryProps {
  /** What cannot be shown, as a sentence begins with it: `This notebook`. */
  readonly what: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly message: string | null;
}

/** React has this as a class only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <main className="crashed" role="alert">
        <h1>{this.props.what} could not be shown</h1>
        <p>
          Flowbook made a mistake: {message}. What is stored is not touched by it. Reload the page,
          or go to another notebook.
        </p>
        <button className="primary" onClick={() => location.reload()} type="button">
          Reload the page
        </button>{" "}
        <a href={location.pathname}>Go to your notebooks</a>
      </main>
    );
  }
}
