import { Refusal } from '#server/platform/errors/index.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site's page sends with our cookie. Browsers name the origin on every such request;
 * one without Origin comes from a program, which has no cookie by accident.
 * @throws {Refusal} foreign-origin
 */
export function refuseForeignOrigin(request: Request, publicUrl: string | undefined): void {
  const origin = request.headers.get('origin')
  if (safeMethods.has(request.method) || origin === null || origin === publicUrl) return
  const host = request.headers.get('host')
  if (host !== null && URL.parse(origin)?.host === host) return
  throw new Refusal(
    'foreign-origin',
    `This request came from a page of ${origin.slice(0, 200)}, not from this application. Open the application at its own address; behind a proxy, set PUBLIC_URL to it.`,
  )
}
