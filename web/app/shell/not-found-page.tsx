import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../ui/button.tsx'

export function NotFoundPage() {
  return (
    <main className="mx-auto max-w-md px-4 py-24 text-center">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="mt-2 text-muted">The address may be mistyped, or what it led to has been removed.</p>
      <Link to="/" className={`${buttonLook('secondary')} mt-6`}>
        Go to the start page
      </Link>
    </main>
  )
}
