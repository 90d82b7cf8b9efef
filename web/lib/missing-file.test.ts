// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import { isMissingFile, reloadOnce } from './missing-file.ts'

const url = 'http://localhost/assets/customer-page-abc.js'
const inChromium = new TypeError(`Failed to fetch dynamically imported module: ${url}`)

beforeEach(() => sessionStorage.clear())

it.each([
  inChromium,
  new TypeError(`error loading dynamically imported module: ${url}`),
  new TypeError('Importing a module script failed.'),
  new Error('Unable to preload CSS for /assets/customer-page.css'),
  new TypeError("'text/html' is not a valid JavaScript MIME type."),
])('recognizes a file that could not be loaded: %s', (error) => {
  expect(isMissingFile(error)).toBe(true)
})

it.each([
  new Error('Servers are not available.'),
  new TypeError('x is not a function'),
  null,
])('does not report another failure as a missing file: %s', (error) => {
  expect(isMissingFile(error)).toBe(false)
})

it('reloads once for each file', () => {
  let reloads = 0
  const reload = () => {
    reloads += 1
  }
  expect([reloadOnce(inChromium, reload), reloadOnce(inChromium, reload)]).toEqual([true, false])
  expect(reloadOnce(new TypeError('Importing a module script failed.'), reload)).toBe(true)
  expect(reloads).toBe(2)
})
