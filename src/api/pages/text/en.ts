/** The texts of our pages in English, by key. `{name}` stands for what varies. */

export const en = {
  'action.cancel': 'Cancel',

  'signIn.title': 'Sign in',
  'signIn.titleFailed': 'Error: sign in',
  'signIn.lead': '{app} asks you to sign in. Afterwards you go back to {place}.',
  'signIn.people': 'As someone of the demo company',
  'signIn.withPassword': 'With a password',
  'signIn.username': 'Extension number or e-mail address',
  'signIn.password': 'Password',
  'signIn.act': 'Sign in',
  'signIn.allow': 'Sign in and allow',
  'signIn.consent': 'What {app} will be able to do',
  'signIn.notSignedIn': 'You are not signed in',
  'signIn.fault':
    'The name and the password do not belong together, or there were too many tries. After several, wait a few minutes.',
  'signIn.sharedAddress':
    'Several people have this e-mail address. Sign in with your extension number, and ask your administrator for an address of your own.',
  'signIn.refused': 'You cannot sign in from there',
  'signIn.refusedText':
    'The app that sent you here has made a mistake. Nothing has happened, and nobody was told anything. Go back, or tell whoever looks after the app what is wrong: {reason}.',
  'signIn.elsewhere': 'Beckon is somewhere else',
  'signIn.elsewhereText': 'You opened it at an address at which nobody can sign in. It is at {address}.',
  'signIn.outdated': 'This page has been open for too long',
  'signIn.outdatedText':
    'Or it was opened in another browser, or cookies are off. Go back to the app and sign in from there again.',

  'scope.InternalMessages': 'send pages in your name',
  'scope.ReadMessages': 'read your pages',
  'scope.EditMessages': 'mark and delete your pages',
  'scope.ReadAccounts': 'see your company, its people and Departments',
  'scope.ReadContacts': 'see the company directory',
  'scope.EditAccounts': 'change the company, as far as you may',
  'scope.EditExtensions': 'change people and Departments, as far as you may',
  'scope.ReadPresence': 'see who is available',
  'scope.EditPresence': 'change whether you are available',
  'scope.RoleManagement': 'manage roles, as far as you may',
  'scope.SubscriptionWebhook': 'be told of new pages',
  'scope.WebSocketsSubscriptions': 'be told of new pages while you are online',

  'password.title': 'Set your password',
  'password.titleFailed': 'Error: set your password',
  'password.lead': 'For {name}, extension {number}.',
  'password.notSet': 'The password is not set',
  'password.new': 'New password',
  'password.rule':
    'At least {count} characters; any will do, blanks too. A few words that only you would put together are best.',
  'password.repeated': 'The same again',
  'password.act': 'Set password',
  'password.fault.too short': 'It must have at least {count} characters.',
  'password.fault.too long': 'It is too long.',
  'password.fault.too common': 'It is one of those that are tried first. Choose another.',
  'password.fault.made of one repeated piece': 'It repeats one piece over and over. Choose another.',
  'password.fault.about its owner': 'It is hardly more than a name. Choose another.',
  'password.fault.typed differently': 'The two are not the same. Type it again.',
  'password.set': 'Your password is set',
  'password.setText':
    'From now on you sign in as {number} with it. Wherever you were signed in before, you no longer are. You can close this page, or go on in the web app.',
  'password.openApp': 'Open the web app',
  'password.usedUp': 'This link does not work any more',
  'password.usedUpText':
    'It has been used, a newer one was made, or its time is over. Ask your administrator for another.',

  'failed.title': 'That did not work',
  'failed.tooMany': 'Too much was asked in a short time. Try again in {minutes} min.',
  'failed.busy': 'The server is busy and has stored nothing. Try again in a moment.',
  'failed.defect': 'The server has made a mistake. Try again; if it goes on, tell your administrator.',
  'failed.otherwise': 'The server could make nothing of what was sent: {reason}.',

  'errors.title': 'Errors',
  'errors.lead':
    'The code to look for is that in {field} of the answer; for whole families another stands on top of it. “…” stands for what the request named.',
  'errors.operations': 'All operations',
  'errors.code': 'Code',
  'errors.message': 'Message, and what to do',
  'errors.top': 'On top: {code}',
} as const;

export type Key = keyof typeof en;
/** Every text, in any language. */
export type Catalogue = Readonly<Record<Key, string>>;
