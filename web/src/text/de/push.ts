/** Texts about notifications on this device, in German. */

import type { CatalogueOf } from '../catalogue.ts';
import type { push as english } from '../en/push.ts';

export const push: CatalogueOf<typeof english> = {
  'push.title': 'Benachrichtigungen auf diesem Gerät',
  'push.lead':
    'Eine Nachricht weckt dieses Gerät, auch wenn Beckon geschlossen ist. Sie reist verschlüsselt über den Push-Dienst des Browserherstellers, der sie nicht lesen kann.',
  'push.state.on': 'Eingeschaltet: Nachrichten erreichen dieses Gerät.',
  'push.state.off': 'Ausgeschaltet: Solange Beckon hier geschlossen ist, bleibt dieses Gerät still.',
  'push.state.blocked':
    'Blockiert: Dieser Browser erlaubt Beckon keine Benachrichtigungen. Öffnen Sie die Website-Einstellungen (Symbol neben der Adresse), erlauben Sie Benachrichtigungen und kehren Sie auf diese Seite zurück.',
  'push.state.insecure':
    'Unter dieser Adresse nicht möglich: Benachrichtigungen brauchen eine Verbindung über https oder Beckon auf genau diesem Rechner (localhost). Fragen Sie, wer den Server betreibt.',
  'push.state.install':
    'Ein Schritt zuvor: Auf iPhone und iPad muss Beckon auf dem Home-Bildschirm liegen. Tippen Sie auf „Teilen“, dann auf „Zum Home-Bildschirm“, und öffnen Sie Beckon von dort.',
  'push.state.unsupported':
    'Dieser Browser kann keine Benachrichtigungen empfangen. Ein anderer oder ein neuerer kann es.',
  'push.state.serverOff': 'Benachrichtigungen sind auf diesem Server abgeschaltet.',
  'push.turnOn': 'Benachrichtigungen einschalten',
  'push.turnOff': 'Benachrichtigungen ausschalten',
  'push.turnedOn': 'Benachrichtigungen sind eingeschaltet.',
  'push.turnedOff': 'Benachrichtigungen sind auf diesem Gerät ausgeschaltet.',
  'push.notAllowed': 'Benachrichtigungen bleiben aus, weil der Browser sie nicht anzeigen darf.',
  'push.browserFailed': 'Der Browser konnte den Push-Dienst seines Herstellers nicht erreichen: {reason}',
  'push.test': 'Testnachricht an mich',
  'push.test.sending': 'Der Test wird gesendet …',
  'push.test.waiting': 'Der Push-Dienst hat den Test angenommen (Status {status}). Er ist unterwegs zu diesem Gerät …',
  'push.test.arrived': 'Es funktioniert: Der Test hat dieses Gerät erreicht.',
  'push.test.late':
    'Der Push-Dienst hat den Test angenommen (Status {status}), doch auf diesem Gerät ist er bisher nicht eingetroffen. Prüfen Sie, ob das System diesem Browser Benachrichtigungen erlaubt und „Nicht stören“ ausgeschaltet ist.',
  'push.test.refused': 'Der Push-Dienst hat den Test abgelehnt (Status {status}).',
  'push.test.unreachable': 'Der Server konnte den Push-Dienst nicht erreichen: {reason}',
  'push.devices': 'Geräte, die benachrichtigt werden',
  'push.devicesEmpty': 'Keines Ihrer Geräte wird benachrichtigt.',
  'push.device.this': 'Dieses Gerät',
  'push.device.since': 'Seit {when}',
  'push.device.remove': 'Entfernen',
  'push.device.removeNamed': '{name} entfernen',
  'push.device.removed': '{name} wird nicht mehr benachrichtigt.',
};
