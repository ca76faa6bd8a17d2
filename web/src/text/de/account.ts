/** Texts about one's own sessions and credentials, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { account as english } from '../en/account.ts';

export const account: CatalogueOf<typeof english> = {
  'sessions.title': 'Wo Sie angemeldet sind',
  'sessions.current': 'Diese hier',
  'sessions.method.jwt': 'mit einem JWT',
  'sessions.method.code': 'auf der Anmeldeseite',
  'sessions.method.password': 'mit einem in die App getippten Passwort',
  'sessions.opened': 'Seit {time}',
  'sessions.renewed': 'zuletzt benutzt: {time}',
  'sessions.address': 'von {address}',
  'sessions.unknownApp': 'Eine entfernte App',
  'sessions.end': 'Abmelden',
  'sessions.endOf': 'Von {app} abmelden, seit {time}',
  'sessions.endTitle': 'Von {app} abmelden?',
  'sessions.endLead': 'Die App dort kann nichts mehr in Ihrem Namen tun, bis Sie sich wieder anmelden.',
  'sessions.ended': 'Sie sind dort abgemeldet.',
  'sessions.endOthers': 'Überall sonst abmelden',
  'sessions.endAll': 'Überall abmelden',
  'sessions.endOthersTitle': 'Überall außer hier abmelden?',
  'sessions.endOthersLead': {
    one: 'Ihre andere Sitzung endet sofort. Programme, die sich mit einem JWT von Ihnen anmelden, können das wieder tun; widerrufen Sie das JWT, wenn sie es nicht sollen.',
    other:
      'Ihre {count} anderen Sitzungen enden sofort. Programme, die sich mit einem JWT von Ihnen anmelden, können das wieder tun; widerrufen Sie das JWT, wenn sie es nicht sollen.',
  },
  'sessions.endAllTitle': 'Überall abmelden, auch hier?',
  'sessions.endAllLead':
    'Alle Ihre Sitzungen enden sofort, auf jedem Gerät, auch diese hier. Was in diesem Browser noch auf das Senden wartet, geht verloren.',
  'sessions.endedOthers': 'Sie sind überall sonst abgemeldet.',
  'credentials.title': 'Ihre JWTs',
  'credentials.lead':
    'Ein JWT meldet ein Programm als Sie an, ohne Passwort. Erstellen Sie für jedes Programm ein eigenes; dann können Sie jedes für sich zurücknehmen.',
  'credentials.none': 'Sie haben keine.',
  'credentials.unnamed': 'Ohne Namen',
  'credentials.created': 'Erstellt {time}',
  'credentials.expires': 'gilt bis {time}',
  'credentials.never': 'gilt, bis Sie es widerrufen',
  'credentials.expired': 'Abgelaufen',
  'credentials.make': 'JWT erstellen',
  'credentials.label': 'Wofür ist es?',
  'credentials.labelHint': 'Etwa der Name des Programms. Das sehen nur Sie.',
  'credentials.life': 'Wie lange soll es gelten?',
  'credentials.life.2592000': '30 Tage',
  'credentials.life.7776000': '90 Tage',
  'credentials.life.31536000': 'Ein Jahr',
  'credentials.life.0': 'Bis ich es widerrufe',
  'credentials.jwt': 'JWT',
  'credentials.jwtTitle': 'Ihr neues JWT',
  'credentials.jwtLead':
    'Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt. Wer es hat, kann sich als Sie anmelden; bewahren Sie es auf wie ein Passwort.',
  'credentials.revoke': 'Widerrufen',
  'credentials.revokeOf': '{label} widerrufen',
  'credentials.revokeTitle': '„{label}“ widerrufen?',
  'credentials.revokeLead':
    'Das Programm, das es benutzt, wird sofort abgemeldet und kann sich damit nicht wieder anmelden. Das lässt sich nicht rückgängig machen.',
  'credentials.revokeAct': 'Widerrufen und seine Sitzungen beenden',
  'credentials.revoked': 'Das JWT wurde widerrufen.',
};
