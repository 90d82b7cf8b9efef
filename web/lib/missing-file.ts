const messages = [
  /dynamically imported module/i, // Chromium, Firefox
  /Importing a module script failed/i, // Safari
  /Unable to preload CSS/i, // Vite
  /is not a valid JavaScript MIME type/i, // an error page in place of the file
]

/**
 * Returns whether a part of the application could not be loaded. After an update, the old page requests removed files.
 * Reloading the page gets the new file names.
 */
export const isMissingFile = (error: unknown): error is Error =>
  error instanceof Error && messages.some((message) => message.test(error.message))

/**
 * Reloads the page for a missing file, once per file and tab, so that a missing file does not cause endless reloads.
 * The router does the same for its pages (lazyRouteComponent).
 * @returns false if the page was reloaded for this file before, or if the browser cannot remember that
 */
export function reloadOnce({ message }: Error, reload = () => window.location.reload()): boolean {
  const key = `reloaded: ${message}`
  try {
    if (sessionStorage.getItem(key) !== null) return false
    sessionStorage.setItem(key, 'yes')
  } catch {
    return false
  }
  reload()
  return true
}
