/** Colours as a workbench gives them to a webview: enough of two everyday themes and two of high contrast to judge the page by. */
type Colours = Readonly<Record<string, string>>;

const SHARED: Colours = {
  'font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  'editor-font-family': '"Droid Sans Mono", "Liberation Mono", monospace',
};

const dark: Colours = {
  foreground: '#cccccc',
  'editor-background': '#1f1f1f',
  'editorWidget-background': '#202020',
  'widget-border': '#313131',
  focusBorder: '#0078d4',
  'textLink-foreground': '#4daafc',
  'button-background': '#0078d4',
  'button-foreground': '#ffffff',
  'button-border': '#ffffff12',
  'button-secondaryBackground': '#313131',
  'button-secondaryForeground': '#cccccc',
  'input-background': '#313131',
  'input-foreground': '#cccccc',
  'dropdown-background': '#313131',
  'dropdown-foreground': '#cccccc',
  'list-hoverBackground': '#2a2d2e',
  'progressBar-background': '#0078d4',
  'editorError-foreground': '#f14c4c',
  'editorWarning-foreground': '#cca700',
  'editorInfo-foreground': '#3794ff',
  'charts-green': '#89d185',
  'charts-blue': '#3794ff',
};

const light: Colours = {
  foreground: '#3b3b3b',
  'editor-background': '#ffffff',
  'editorWidget-background': '#f8f8f8',
  'widget-border': '#e5e5e5',
  focusBorder: '#005fb8',
  'textLink-foreground': '#005fb8',
  'button-background': '#005fb8',
  'button-foreground': '#ffffff',
  'button-border': '#0000001a',
  'button-secondaryBackground': '#e5e5e5',
  'button-secondaryForeground': '#3b3b3b',
  'input-background': '#ffffff',
  'input-foreground': '#3b3b3b',
  'dropdown-background': '#ffffff',
  'dropdown-foreground': '#3b3b3b',
  'list-hoverBackground': '#f2f2f2',
  'progressBar-background': '#005fb8',
  'editorError-foreground': '#e51400',
  'editorWarning-foreground': '#bf8803',
  'editorInfo-foreground': '#1a85ff',
  'charts-green': '#388a34',
  'charts-blue': '#1a85ff',
};

const contrast: Colours = {
  foreground: '#ffffff',
  'editor-background': '#000000',
  'editorWidget-background': '#0c141f',
  'widget-border': '#6fc3df',
  contrastBorder: '#6fc3df',
  focusBorder: '#f38518',
  'textLink-foreground': '#21a6ff',
  'button-background': '#000000',
  'button-foreground': '#ffffff',
  'button-secondaryBackground': '#000000',
  'button-secondaryForeground': '#ffffff',
  'input-background': '#000000',
  'input-foreground': '#ffffff',
  'dropdown-background': '#000000',
  'dropdown-foreground': '#ffffff',
  'editorError-foreground': '#f48771',
  'editorWarning-foreground': '#ffd370',
  'editorInfo-foreground': '#3794ff',
  'charts-green': '#89d185',
  'charts-blue': '#3794ff',
};

const contrastLight: Colours = {
  foreground: '#292929',
  'editor-background': '#ffffff',
  'editorWidget-background': '#ffffff',
  'widget-border': '#0f4a85',
  contrastBorder: '#0f4a85',
  focusBorder: '#006bbd',
  'textLink-foreground': '#0f4a85',
  'button-background': '#0f4a85',
  'button-foreground': '#ffffff',
  'button-secondaryBackground': '#ffffff',
  'button-secondaryForeground': '#292929',
  'input-background': '#ffffff',
  'input-foreground': '#292929',
  'dropdown-background': '#ffffff',
  'dropdown-foreground': '#292929',
  'editorError-foreground': '#b5200d',
  'editorWarning-foreground': '#895503',
  'editorInfo-foreground': '#1a85ff',
  'charts-green': '#374e06',
  'charts-blue': '#1a85ff',
};

export type Theme = 'dark' | 'light' | 'contrast' | 'contrast-light';

const THEMES: Readonly<Record<Theme, { readonly bodyClass: string; readonly colours: Colours }>> = {
  dark: { bodyClass: 'vscode-dark', colours: dark },
  light: { bodyClass: 'vscode-light', colours: light },
  contrast: { bodyClass: 'vscode-high-contrast', colours: contrast },
  'contrast-light': { bodyClass: 'vscode-high-contrast vscode-high-contrast-light', colours: contrastLight },
};

export function bodyClass(theme: Theme): string {
  return THEMES[theme].bodyClass;
}

/** A style sheet that sets the variables the way a workbench does. */
export function themeCss(theme: Theme): string {
  const variables = Object.entries({ ...SHARED, ...THEMES[theme].colours }).map(
    ([key, value]) => `--vscode-${key}:${value}`,
  );
  return `:root{${variables.join(';')}}`;
}
