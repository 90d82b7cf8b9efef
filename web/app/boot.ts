import { filterIn, queryOf } from '../features/customers/customer-filter.ts'
import { sendBootRequests } from '../lib/boot-responses.ts'
import { keepThemeCookie, showTheme } from '../lib/theme-choice.ts'
import { parseSearch } from './search-params.ts'

// Built as a classic script of its own (web/build/first-paint.ts). It runs before the application's modules.

// zod must not try `new Function`: the Content-Security-Policy forbids it and the browser would report each attempt.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

// The same as the page's first request, count included.
const listQuery = (search: string) =>
  new URLSearchParams({ limit: '50', count: 'true', ...queryOf(filterIn(parseSearch(search))) })

/** The requests that a page needs before it can show its content. Later ones would only delay the scripts. */
function requestsOf({ pathname, search }: Location): readonly string[] {
  const [place = '', id, tab] = pathname.split('/').filter(Boolean)
  if (place === 'login') return ['/api/v1/setup']
  if (place === 'setup') return ['/api/v1/setup']
  // The server sends the sign-in page for these addresses to visitors without a session.
  if (document.documentElement.dataset.page === 'login') return ['/api/v1/me', '/api/v1/setup']
  if (place === '')
    return ['/api/v1/me', '/api/v1/alerts', '/api/v1/operations/overview', '/api/v1/customers?limit=5']
  if (place === 'customers' && (!id || id === 'new'))
    return ['/api/v1/me', `/api/v1/customers?${listQuery(search)}`]
  if (place === 'customers')
    return ['/api/v1/me', `/api/v1/customers/${id}`, `/api/v1/customers/${id}/hosting-accounts`]
  if (place === 'operations' && !id)
    return ['/api/v1/me', '/api/v1/operations/overview', ...(search ? [] : ['/api/v1/operations?limit=50'])]
  if (place === 'operations') return ['/api/v1/me', `/api/v1/operations/${id}`]
  if (place === 'server') return ['/api/v1/me', ...(id || tab ? [] : ['/api/v1/servers'])]
  if (place === 'portal') return ['/api/v1/me', '/api/v1/portal/details', '/api/v1/portal/hosting-accounts']
  return []
}

showTheme()
keepThemeCookie()
sendBootRequests(requestsOf(window.location))
