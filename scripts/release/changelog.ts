/** The types of change of Keep a Changelog 1.1.0. */
const types = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']
const unreleased = /^## \[Unreleased\][ \t]*$/m

const titleOf = (version: string) => new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\](.*)$`, 'm')

/** Returns the text below the title up to the next title of that level, or null. */
function below(changelog: string, title: RegExp): string | null {
  const match = title.exec(changelog)
  if (!match) return null
  return (
    changelog
      .slice(match.index + match[0].length)
      .split(/^## /m)[0]
      ?.trim() ?? ''
  )
}

/** Returns the changes of a version, which are the notes of its release. Null: the changelog has no section of it. */
export const notesOf = (changelog: string, version: string): string | null =>
  below(changelog, titleOf(version))

/** Returns the reason why the changelog is not that of a release of this version, or null. */
export function changelogProblem(changelog: string, version: string): string | null {
  const title = titleOf(version).exec(changelog)
  if (title && !/^ - \d{4}-\d{2}-\d{2}$/.test(title[1] ?? ''))
    return `The section "## [${version}]" of CHANGELOG.md has no date. Write "## [${version}] - YYYY-MM-DD".`
  const notes = notesOf(changelog, version) ?? below(changelog, unreleased)
  if (notes === null)
    return `CHANGELOG.md has neither a section "## [${version}] - YYYY-MM-DD" nor a section "## [Unreleased]". Write it.`
  if (!/^- /m.test(notes))
    return `CHANGELOG.md lists no change of version ${version}. Write the changes below "## [Unreleased]".`
  const unknown = [...notes.matchAll(/^### (.*)$/gm)]
    .map(([, type = '']) => type)
    .find((type) => !types.includes(type))
  if (unknown !== undefined)
    return `"### ${unknown}" in CHANGELOG.md is not a type of change. Use ${types.join(', ')}.`
  return null
}

/** Gives the unreleased changes their version and date, and leaves an empty section for the next ones. */
export function dated(changelog: string, version: string, date: string): string {
  if (notesOf(changelog, version) !== null) return changelog
  return changelog.replace(unreleased, `## [Unreleased]\n\n## [${version}] - ${date}`)
}
