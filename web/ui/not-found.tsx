import type { ReactNode } from 'react'
import { PageHeading } from './page.tsx'

interface NotFoundProps {
  title: string
  help: string
  /** Links to other pages. */
  children: ReactNode
}

/** Shown if the item of a page does not exist. It has no retry button. */
export function NotFound({ title, help, children }: NotFoundProps) {
  return (
    <div className="mx-auto max-w-md py-16 text-center">
      <PageHeading title={title} />
      <p className="mt-2 text-muted">{help}</p>
      <div className="mt-6 flex flex-wrap justify-center gap-2">{children}</div>
    </div>
  )
}
