import { z } from 'zod'
import { requiredLineOfText, timestamp } from '../text.ts'

/** Views of one user, on all pages together. */
export const mostSavedViews = 50

/** The lists that views can be saved of. */
export const viewPages = ['customers', 'operations'] as const
export type ViewPage = (typeof viewPages)[number]

const pages = `page must be one of: ${viewPages.join(', ')}.`
const viewPage = z.enum(viewPages, { error: pages })
const viewName = requiredLineOfText('Name', { max: 60 })
const queryText = 'query must be the query of a URL, like status=active&sort=fullName.'
const viewQuery = z
  .string({ error: queryText })
  .max(2000, 'query can have at most 2000 characters.')
  // A URL has no other characters, so that the query cannot lead to another page.
  .regex(/^[\w\-.~%!$&'()*+,;=:@/?]*$/, queryText)

/** A named list of one staff user: a link to the page with this query. */
export const savedView = z.object({
  id: z.string(),
  page: viewPage,
  name: z.string(),
  /** Search, filters, order and columns, as in the page's URL, without "?". */
  query: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
})
export type SavedView = z.infer<typeof savedView>

export const savedViewQuery = z.object({ page: viewPage.optional() })
export type SavedViewQuery = z.infer<typeof savedViewQuery>
export const savedViewList = z.object({ items: z.array(savedView) })

export const newSavedView = z.object({ page: viewPage, name: viewName, query: viewQuery })
export type NewSavedView = z.infer<typeof newSavedView>

export const savedViewChange = z.object({ name: viewName.optional(), query: viewQuery.optional() })
export type SavedViewChange = z.infer<typeof savedViewChange>
