import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { words } from '../../words/index.ts'

/** At an address that no page has. */
export function NotFoundPage() {
  return (
    <NotFound title={words.shell.noSuchPage} help={words.shell.noSuchPageHelp}>
      <Link to="/" className={buttonLook('primary')}>
        {words.shell.toStart}
      </Link>
      <Link to="/customers" className={buttonLook('secondary')}>
        {words.shell.customers}
      </Link>
    </NotFound>
  )
}
