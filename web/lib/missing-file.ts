const messages = [
  /dynamically imported module/i, // Chromium, Firefox
  /Importing a module script failed/i, // Safari
  /Unable to preload CSS/i, // Vite
  /is not a valid JavaScript MIME type/i, // an error page in place of the file
]

/**
 * Whether a part of the application could not be loaded. After an update the old page asks for files that are gone;
 * a new page load gets the new names.
 */
export const isMissingFile = (error: unknown): error is Error =>
  error instanceof Error && messages.some((message) => message.test(error.message))

/**
 * Loads the page again for a missing file, once per file and tab: a file that stays missing must not reload for ever.
 * Pages of the router do the same on their own (lazyRouteComponent).
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
