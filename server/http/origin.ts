import { Refusal } from '#server/platform/errors/index.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that a page of another site sends with our cookie. Browsers send the origin with every such
 * request. A request without Origin comes from a program, which has the cookie only on purpose.
 * @throws {Refusal} foreign-origin
 */
export function refuseForeignOrigin(request: Request, publicUrl: string | undefined): void {
  const origin = request.headers.get('origin')
  if (safeMethods.has(request.method) || origin === null || origin === publicUrl) return
  const host = request.headers.get('host')
  if (host !== null && URL.parse(origin)?.host === host) return
  throw new Refusal(
    'foreign-origin',
    `This request came from a page of ${origin.slice(0, 200)}, not from this application. Open the application at its own address. Behind a proxy, set PUBLIC_URL to that address.`,
  )
}
