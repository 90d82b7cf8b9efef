import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'

/** The look of the way back to the list that a page belongs to; the link itself knows its route. */
export const backLook = 'mb-2 -ml-1 inline-flex items-center gap-0.5 rounded text-muted hover:text-text'

export function BackContent({ children }: { children: ReactNode }) {
  return (
    <>
      <ChevronLeft aria-hidden className="size-4" />
      {children}
    </>
  )
}
