import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { HttpEnv } from './http-env.ts'

/** Features of the browser that the web app does not use. It writes to the clipboard. */
const unused = [
  ...['accelerometer', 'autoplay', 'camera', 'displayCapture', 'geolocation', 'gyroscope', 'hid'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xrSpatialTracking'],
] as const

/**
 * Headers of every page and call. Built files have those of `assetHeaders`. The policy allows no inline script and no inline style, except the styles of
 * the first paint, by their hashes. Subdomains are included in HSTS, because cookies of a subdomain on plain
 * http could otherwise be set for this host.
 */
export const securityHeaders = (publicUrl: string | undefined): MiddlewareHandler<HttpEnv> => {
  const headers = fixedHeaders(publicUrl)
  return async (c, next) => {
    await headers(c, next)
    c.res.headers.set('content-security-policy', policy(c.get('inlineStyles') ?? []))
  }
}

/** @param inlineStyles hashes of the style elements that a page of the build contains */
const policy = (inlineStyles: readonly string[]) =>
  [
    "default-src 'self'",
    `style-src ${["'self'", ...inlineStyles].join(' ')}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')

const hstsOf = (publicUrl: string | undefined) =>
  publicUrl?.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : null

/**
 * Returns the security headers of a script, a style or an icon. The other headers of a page protect documents, and
 * would add 600 bytes to each of these files. The policy applies to a file that a browser opens as a document.
 */
export const assetHeaders = (publicUrl: string | undefined): ReadonlyMap<string, string> => {
  const hsts = hstsOf(publicUrl)
  return new Map([
    ['content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"],
    ['x-content-type-options', 'nosniff'],
    ...(hsts === null ? [] : [['strict-transport-security', hsts] as const]),
  ])
}

const fixedHeaders = (publicUrl: string | undefined) =>
  secureHeaders({
    permissionsPolicy: Object.fromEntries(unused.map((feature) => [feature, []])),
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: hstsOf(publicUrl) ?? false,
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    crossOriginEmbedderPolicy: false,
  })
