/** Said on every staff page while these data may be a copy. */
export const installation = {
  label: 'Copied data',
  isCopy: 'This is a copy: nothing is sent to any panel.',
  suspected:
    'These data were copied, restored or moved. Nothing is sent to any panel until you say whether this is the real installation.',
  both: 'If another copy is still running, both would work on the same servers. Stop the other one before you let this one go on.',
  theRealOne: 'This is the real one',
  aCopy: 'This is a copy',
}
