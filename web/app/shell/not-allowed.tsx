import { Link } from '@tanstack/react-router'
import type { Role } from '#contracts/roles.ts'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { words } from '../../words/index.ts'

/** In place of a page that the role of the signed-in user does not include. */
export function NotAllowed({ role }: { role: Role }) {
  return (
    <NotFound title={words.notAllowed.title} help={words.notAllowed.help(words.roles[role].label)}>
      <Link to="/" className={buttonClass('primary')}>
        {words.shell.toStart}
      </Link>
    </NotFound>
  )
}
