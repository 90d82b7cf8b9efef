import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { queryClient } from '../lib/query-client.ts'
import { answerApi, fakeFetch, takeUnexpectedCalls } from './fake-api.ts'
import { FakeEventSource } from './fake-event-source.ts'

// Pages load their parts on demand, and the first import of a part can be slow on a busy machine.
// The default error prints the whole page, which hides the search.
configure({ asyncUtilTimeout: 8_000, getElementError: (message) => new Error(message ?? 'Not found.') })

/** Stubs for the browser features that jsdom lacks. */
vi.stubGlobal('EventSource', FakeEventSource)
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
)
vi.stubGlobal(
  'Worker',
  class extends EventTarget {
    postMessage() {}
  },
)
window.matchMedia = (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener() {},
    removeListener() {},
  })
window.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}
Element.prototype.hasPointerCapture = () => false
Element.prototype.setPointerCapture = () => {}
Element.prototype.releasePointerCapture = () => {}

beforeEach(() => {
  vi.stubGlobal('fetch', fakeFetch)
  answerApi({})
})

afterEach(() => {
  cleanup()
  queryClient.clear()
  sessionStorage.clear()
  expect(takeUnexpectedCalls(), 'calls without an answer').toEqual([])
})
