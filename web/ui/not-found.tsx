import type { ReactNode } from 'react'
import { PageHeading } from './page.tsx'

interface NotFoundProps {
  title: string
  help: string
  /** Links that lead on. */
  children: ReactNode
}

/** In place of a page whose subject does not exist. There is nothing to retry. */
export function NotFound({ title, help, children }: NotFoundProps) {
  return (
    <div className="mx-auto max-w-md py-16 text-center">
      <PageHeading title={title} />
      <p className="mt-2 text-muted">{help}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">{children}</div>
    </div>
  )
}
