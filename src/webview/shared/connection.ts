/** What the editor gives to a webview's script, once. */
interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

/** The way to the extension: what a page sends, what it receives, and what it has the editor remember of it. */
export interface Connection<Out, In, State> {
  post(message: Out): void;
  recall(): State | undefined;
  remember(state: State): void;
  /** Calls back for every message of the extension. */
  listen(receive: (message: In) => void): void;
}

/** Connects to the extension. May be called once in the life of the page. */
export function connect<Out, In, State>(): Connection<Out, In, State> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    recall: () => api.getState() as State | undefined,
    remember: (state) => api.setState(state),
    listen: (receive) => window.addEventListener('message', (event: MessageEvent<In>) => receive(event.data)),
  };
}
