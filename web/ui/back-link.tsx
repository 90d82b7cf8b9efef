import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'

/** The classes and icon of the link back to a list. */
export const backClass = 'mb-2 -ml-1 inline-flex items-center gap-0.5 rounded text-muted hover:text-text'

export function BackContent({ children }: { children: ReactNode }) {
  return (
    <>
      <ChevronLeft aria-hidden className="size-4" />
      {children}
    </>
  )
}
