/** Texts about notifications on this device, in English. */

export const push = {
  'push.title': 'Notifications on this device',
  'push.lead':
    'A page wakes this device, even while Beckon is closed. It travels encrypted through the push service of your browser’s maker, who cannot read it.',
  'push.state.on': 'On: pages reach this device.',
  'push.state.off': 'Off: while Beckon is closed here, this device stays silent.',
  'push.state.blocked':
    'Blocked: this browser does not let Beckon notify you. To change that, open the site settings (the icon beside the address), allow notifications, and come back to this page.',
  'push.state.insecure':
    'Not possible at this address: notifications need a connection by https, or Beckon on this very computer (localhost). Ask whoever runs the server.',
  'push.state.install':
    'One step before: on an iPhone or iPad, Beckon has to be on the Home Screen. Tap Share, then “Add to Home Screen”, and open Beckon from there.',
  'push.state.unsupported': 'This browser cannot receive notifications. Another one, or a newer one, can.',
  'push.state.serverOff': 'Whoever runs this server has turned notifications off.',
  'push.turnOn': 'Turn on notifications',
  'push.turnOff': 'Turn off notifications',
  'push.turnedOn': 'Notifications are on.',
  'push.turnedOff': 'Notifications are off on this device.',
  'push.notAllowed': 'Notifications stay off, since the browser was not allowed to show them.',
  'push.browserFailed': 'The browser could not reach its maker’s push service: {reason}',
  'push.test': 'Test page to myself',
  'push.test.sending': 'Sending the test…',
  'push.test.waiting': 'The push service took the test (status {status}). Waiting for it to reach this device…',
  'push.test.arrived': 'It works: the test reached this device.',
  'push.test.late':
    'The push service took the test (status {status}), but it has not reached this device so far. Check that the system lets this browser show notifications, and that “Do not disturb” is off.',
  'push.test.refused': 'The push service refused the test (status {status}).',
  'push.test.unreachable': 'The server could not reach the push service: {reason}',
  'push.devices': 'Devices that are notified',
  'push.devicesEmpty': 'None of your devices is notified.',
  'push.device.this': 'This device',
  'push.device.since': 'Since {when}',
  'push.device.remove': 'Remove',
  'push.device.removeNamed': 'Remove {name}',
  'push.device.removed': '{name} is no longer notified.',
} as const;
