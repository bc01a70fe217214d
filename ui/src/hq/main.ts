import "../legacy";
import { mount } from "svelte";
import App from "./App.svelte";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/desk.css";

const target = document.getElementById("app");
if (!target) throw new Error("hq.html has no #app");
mount(App, { target });
