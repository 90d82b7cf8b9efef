import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { queryClient } from '../lib/query-client.ts'
import { answerApi, fakeFetch, takeUnexpectedCalls } from './fake-api.ts'
import { FakeEventSource } from './fake-event-source.ts'

// Pages load their parts when they need them; the first import of a part takes its time on a busy machine.
// The whole page after a failed search says less than the search itself.
configure({ asyncUtilTimeout: 8_000, getElementError: (message) => new Error(message ?? 'Not found.') })

/** jsdom has no layout and no streams; these are the parts that the pages call. */
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
