import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { words } from '../../words/index.ts'

/** The page for an unknown address. */
export function NotFoundPage() {
  return (
    <NotFound title={words.shell.noSuchPage} help={words.shell.noSuchPageHelp}>
      <Link to="/" className={buttonClass('primary')}>
        {words.shell.toStart}
      </Link>
      <Link to="/customers" className={buttonClass('secondary')}>
        {words.shell.customers}
      </Link>
    </NotFound>
  )
}
