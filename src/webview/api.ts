import type { Target } from '../model/target';
import type { FromWebview, ToWebview } from '../protocol';
import type { Filters } from './view-model';

/** What survives a reload of the view: choices and places, never the report. */
export interface Remembered {
  readonly target: Target | null;
  readonly open: readonly string[];
  readonly filters: Filters;
  readonly scroll: number;
}

/** What the editor gives to a webview's script, once. */
interface EditorApi {
  postMessage(message: FromWebview): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
}

declare function acquireVsCodeApi(): EditorApi;

export interface Editor {
  post(message: FromWebview): void;
  recall(): Remembered | undefined;
  remember(state: Remembered): void;
  /** Calls back for every message of the extension. */
  listen(receive: (message: ToWebview) => void): void;
}

/** Connects to the extension. May be called once in the life of the page. */
export function connect(): Editor {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    recall: () => api.getState(),
    remember: (state) => api.setState(state),
    listen: (receive) => window.addEventListener('message', (event: MessageEvent<ToWebview>) => receive(event.data)),
  };
}
