import type { ReactNode } from 'react'
import { PageHeading } from '../../ui/page.tsx'
import { Brand } from './brand.tsx'

/** The layout of the pages before sign-in. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  return (
    // Aligned to the top, not centered: the form does not move when a message makes it longer.
    <main className="mx-auto max-w-md px-4 pt-[max(2.5rem,14vh)] pb-10">
      <div className="mb-5 flex justify-center">
        <Brand />
      </div>
      <div className="rounded-lg border border-line bg-surface p-5 shadow-panel sm:p-7">
        <PageHeading title={title} className="mb-4" />
        {children}
      </div>
    </main>
  )
}
