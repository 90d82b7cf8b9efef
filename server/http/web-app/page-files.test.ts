import { describe, expect, test } from 'vitest'
import { pageFile } from './page-files.ts'

const session = 'nextpanel-billing=abc.def'

describe('the file of a page', () => {
  test.each([
    ['/', 'home'],
    ['/customers', 'customers'],
    ['/customers/new', 'customers'],
    ['/customers/0190a1b2', 'customer'],
    ['/operations', 'operations'],
    ['/operations/0190a1b2', 'operation'],
    ['/server', 'servers'],
    ['/server/0190a1b2', 'server'],
    ['/portal', 'portal'],
    ['/login', 'login'],
  ])('%s, signed in, shows the shell of %s', (path, page) => {
    expect(pageFile(path, session)).toBe(`pages/${page}.system.html`)
    expect(pageFile(path, '__Host-nextpanel-billing=abc.def')).toBe(`pages/${page}.system.html`)
  })

  test.each([
    '/',
    '/customers',
    '/portal',
    '/login',
  ])('%s without a session shows the sign-in page', (path) => {
    expect(pageFile(path)).toBe('pages/login.system.html')
    expect(pageFile(path, 'other-nextpanel-billing=abc')).toBe('pages/login.system.html')
  })

  test.each([
    '/setup',
    '/set-password',
    '/no-such-page',
    '/customers/0190a1b2/hosting',
    '/server/1/reconciliation',
  ])('%s has no shell', (path) => expect(pageFile(path, session)).toBe('index.html'))

  test('has the theme that the user chose', () => {
    expect(pageFile('/', `theme=dark; ${session}`)).toBe('pages/home.dark.html')
    expect(pageFile('/login', 'theme=light')).toBe('pages/login.light.html')
  })

  test('never uses a file name from a cookie', () => {
    expect(pageFile('/login', 'theme=../../secret')).toBe('pages/login.system.html')
  })
})
