import { words } from '../../words/index.ts'

/** The first stop of the Tab key. Skips the navigation. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-md bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      {words.shell.skip}
    </a>
  )
}
