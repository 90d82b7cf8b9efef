import { changelogProblem } from './changelog.ts'

export interface ReleaseState {
  readonly version: string
  /** The checked-out branch, and the one that releases are made from. */
  readonly branch: string
  readonly releaseBranch: string
  /** The output of `git tag --list`. */
  readonly tags: string
  /** The output of `git status --porcelain`. */
  readonly changes: string
  /** In the format of Keep a Changelog. */
  readonly changelog: string
}

/** Returns the reason why this state of the repository is not a release, or null. */
export function releaseProblem(state: ReleaseState): string | null {
  const { version, branch, releaseBranch, tags, changes, changelog } = state
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    return `The version "${version}" of package.json is not one of Semantic Versioning.`
  if (branch !== releaseBranch)
    return `Releases are made from the branch ${releaseBranch}. This is ${branch === '' ? 'no branch' : `the branch ${branch}`}. Check it out, or name another one with --branch.`
  if (changes.trim() !== '') return 'The tree has changes that are not committed. Commit or remove them.'
  if (tags.split('\n').includes(`v${version}`))
    return `The tag v${version} exists. Set the next version in package.json.`
  return changelogProblem(changelog, version)
}
