import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Page } from './pages.ts'

export type Target =
  /** Another site, or an address of mail. */
  | { readonly kind: 'outside'; readonly href: string }
  /** A page or a picture of the site, relative to the site, with its anchor. */
  | { readonly kind: 'site'; readonly output: string; readonly anchor: string; readonly title: string }
  /** A file of the repository that is not part of the site. */
  | { readonly kind: 'repository'; readonly path: string }

/** Returns the target of a link in a page. @throws if it does not exist */
export function resolveLink(
  root: string,
  pages: ReadonlyMap<string, Page>,
  from: Page,
  href: string,
): Target {
  if (/^(https?|mailto):/.test(href)) return { kind: 'outside', href }
  const [path = '', anchor = ''] = href.split('#')
  const target = path === '' ? from.source : posix.join(posix.dirname(from.source), path)
  const page = pages.get(target) ?? pages.get(posix.join(target, 'README.md'))
  if (page)
    return { kind: 'site', output: page.output, anchor: anchor === '' ? '' : `#${anchor}`, title: page.title }
  if (!existsSync(join(root, target)))
    throw new Error(`${from.source} links to ${href}, which does not exist.`)
  if (/^docs\/.*\.png$/.test(target))
    return { kind: 'site', output: target.slice('docs/'.length), anchor: '', title: '' }
  return { kind: 'repository', path: target }
}

/** Relative, so that the site works below any path. */
export const relativeAddress = (from: string, to: string): string =>
  posix.relative(posix.dirname(from), to) || posix.basename(to)
