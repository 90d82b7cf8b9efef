const document = /^(\/api\/v1\/(?:portal\/)?invoices\/[^/]+)\.pdf$/

/** The address /invoices/{id}.pdf as the call .../pdf: oRPC matches a parameter only between two slashes. */
export function withPdfAddress(request: Request): Request {
  const url = new URL(request.url)
  const [matched, path] = document.exec(url.pathname) ?? []
  if (matched === undefined || request.method !== 'GET') return request
  url.pathname = `${path}/pdf`
  return new Request(url, request)
}
