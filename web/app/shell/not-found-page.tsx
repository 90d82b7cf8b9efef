import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../ui/button.tsx'
import { words } from '../../words/index.ts'

export function NotFoundPage() {
  return (
    <main className="mx-auto max-w-md px-4 py-24 text-center">
      <h1 className="text-xl font-semibold">{words.shell.noSuchPage}</h1>
      <p className="mt-2 text-muted">{words.shell.noSuchPageHelp}</p>
      <Link to="/" className={`${buttonLook('secondary')} mt-6`}>
        {words.shell.toStart}
      </Link>
    </main>
  )
}
