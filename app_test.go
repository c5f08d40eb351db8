package main

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"stet/internal/bridge"
	"stet/internal/newsroom"
	"stet/internal/window"
)

// Every exported method can be called from the page, so every one takes the
// session's token first and answers (T, error) or error: the bridge loses any
// other shape.
func TestEveryBoundMethodIsGuarded(t *testing.T) {
	a := NewApp(t.TempDir())
	bound := reflect.TypeOf(a)
	problem := reflect.TypeFor[error]()
	for i := range bound.NumMethod() {
		m := bound.Method(i)
		in, out := m.Type, m.Type.NumOut()
		if in.NumIn() < 2 || in.In(1).Kind() != reflect.String {
			t.Errorf("%s does not take the token first", m.Name)
			continue
		}
		if out == 0 || out > 2 || in.Out(out-1) != problem {
			t.Errorf("%s does not answer (T, error) or error", m.Name)
			continue
		}
		args := []reflect.Value{reflect.ValueOf(a), reflect.ValueOf("a wrong token")}
		for n := 2; n < in.NumIn(); n++ {
			args = append(args, reflect.Zero(in.In(n)))
		}
		answers := m.Func.Call(args)
		if err, _ := answers[out-1].Interface().(error); !errors.Is(err, window.ErrNotOurs) {
			t.Errorf("%s answered a call without the token: %v", m.Name, err)
		}
		for n := 2; n < in.NumIn(); n++ {
			survives(t, m.Name, in.In(n), map[reflect.Type]bool{})
		}
		if out == 2 {
			survives(t, m.Name, in.Out(0), map[reflect.Type]bool{})
		}
	}
}

// survives fails for a type that the bridge cannot carry: one answer with a
// NaN ends the program, an untyped value ends the promise.
func survives(t *testing.T, method string, typ reflect.Type, seen map[reflect.Type]bool) {
	if seen[typ] || typ == reflect.TypeFor[time.Time]() {
		return
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.Interface, reflect.Chan, reflect.Func, reflect.Uint64:
		t.Errorf("%s carries a %s", method, typ)
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		if typ.Kind() == reflect.Map && typ.Key().Kind() != reflect.String {
			t.Errorf("%s carries a %s", method, typ)
		}
		survives(t, method, typ.Elem(), seen)
	case reflect.Struct:
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() {
				survives(t, method, typ.Field(i).Type, seen)
			}
		}
	}
}

func opened(a *App, room *newsroom.Room, err error) {
	a.Room.Run(func(func(string)) (*newsroom.Room, error) { return room, err })
}

// A newsroom that takes long to open keeps the page told, and calls that need
// it wait for it.
func TestStartSaysThatTheNewsroomIsStillBeingOpened(t *testing.T) {
	a, told, goOn := NewApp(""), make(chan bool), make(chan bool)
	go a.Room.Run(func(progress func(string)) (*newsroom.Room, error) {
		progress("3 of 10 changes are back.")
		close(told)
		<-goOn
		return nil, errors.New("the disk is gone")
	})
	<-told
	info, err := a.Start(a.Session.Token)
	if err != nil || info.Opening != "3 of 10 changes are back." || info.Problem != nil {
		t.Errorf("got %+v, %v", info, err)
	}
	a.close() // does not wait for it
	close(goOn)
	if _, err := a.List(a.Session.Token, newsroom.ListRequest{}); err == nil {
		t.Error("a list without a newsroom")
	}
}

// A panic in a bound method is an answer that the page can show.
func TestAPanicBecomesAnError(t *testing.T) {
	a := NewApp(t.TempDir())
	opened(a, &newsroom.Room{}, nil)
	_, err := bridge.Call(a.Desk, a.Session.Token, func(*newsroom.Room) (string, error) { panic("secret words of a draft") })
	if !errors.Is(err, newsroom.ErrBug) {
		t.Fatalf("got %v", err)
	}
	text, _ := explain(err).(string)
	var p newsroom.Problem
	if json.Unmarshal([]byte(text), &p) != nil || p.Code != newsroom.Bug || strings.Contains(text, "secret") {
		t.Errorf("the page is told %s", text)
	}
}

// Without a newsroom the window still starts, and says why.
func TestStartSaysWhyThereIsNoNewsroom(t *testing.T) {
	a := NewApp("")
	opened(a, nil, errors.New("the disk is gone"))
	info, err := a.Start(a.Session.Token)
	if err != nil || info.Problem == nil || !strings.Contains(info.Problem.Message, "the disk is gone") || info.Style == "" {
		t.Errorf("got %+v, %v", info.Problem, err)
	}
	if _, err := a.List(a.Session.Token, newsroom.ListRequest{}); err == nil {
		t.Error("a list without a newsroom")
	}
}

func TestWindowArgs(t *testing.T) {
	for line, want := range map[string]string{"": "window", "--newsroom d": "window d", "--newsroom=d": "window d", "list": "", "--newsroom d list": "", "--version": ""} {
		folder, isWindow := windowArgs(strings.Fields(line))
		got := ""
		if isWindow {
			got = strings.TrimSpace("window " + folder)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
