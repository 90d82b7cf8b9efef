import type { ReactNode } from 'react'
import type { ViewPage } from '#contracts/saved-views/schemas.ts'

export interface ViewLinkProps {
  className: string
  onClick: () => void
  children: ReactNode
}

/** The list whose views are shown. A view is a link to it with a query. */
export interface ViewedList {
  page: ViewPage
  /** The query of the list as it is now, without "?". */
  query: string
  /** The filters of a query as text. */
  describe: (query: string) => string
  link: (query: string, props: ViewLinkProps) => ReactNode
}
