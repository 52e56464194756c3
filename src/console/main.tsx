// The entry of the console.
import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './events.ts';
import './main.css';

render(<App />, document.getElementById('app') as HTMLElement);
follow();
